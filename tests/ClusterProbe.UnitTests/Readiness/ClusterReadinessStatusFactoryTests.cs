using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Core.Profiles.Parsing;
using ClusterProbe.Core.Readiness;

namespace ClusterProbe.UnitTests.Readiness;

internal sealed class ClusterReadinessStatusFactoryTests
{
    private static readonly DateTimeOffset At = new(2026, 5, 1, 12, 0, 0, 400, TimeSpan.Zero);

    [Test]
    public void Ready_WithoutFailures_IsTrue()
    {
        var status = Create(Finding("CP1001", FindingStatus.Pass), Finding("CP1002", FindingStatus.Warn), Finding("CP1003", FindingStatus.Skip));
        Assert.That(Ready(status), Is.EqualTo(("True", "Ready", "1 warning, 1 passed")));
        Assert.That(status.Counts, Is.EqualTo(new FindingCounts(Warnings: 1, Skipped: 1, Passed: 1)));
        Assert.That(status.LastCheckedAt, Is.EqualTo(At.AddMilliseconds(-400)), "whole seconds");
    }

    [Test]
    public void Ready_WithFailures_NamesTheWorstRequiredOne()
    {
        var status = Create(
            Finding("CP1001", FindingStatus.Warn),
            Finding("CP1002", FindingStatus.Fail) with { Required = false, Reason = "Optional" },
            Finding("CP1003", FindingStatus.Fail) with { Reason = "PodSecurity", Message = "Refused." });
        Assert.That(Ready(status), Is.EqualTo(("False", "PodSecurity", "2 failed, 1 warning: Refused.")));
    }

    [Test]
    public void Ready_WithARequiredUnknown_IsUnknown()
        => Assert.That(
            Ready(Create(Finding("CP1001", FindingStatus.Error) with { Reason = "NotPermitted", Message = "May not." }, Finding("CP1002", FindingStatus.Pass))),
            Is.EqualTo(("Unknown", "NotPermitted", "1 not evaluated, 1 passed: May not.")));

    [Test]
    public void Ready_WithAnOptionalUnknown_IsTrue()
        => Assert.That(Ready(Create(Finding("CP1001", FindingStatus.Error) with { Required = false })).Item1, Is.EqualTo("True"));

    [Test]
    public void Findings_AreSortedWorstFirstAndWaivedLast()
    {
        var status = Create(
            Finding("CP1001", FindingStatus.Pass),
            Finding("CP1002", FindingStatus.Fail) with { Waiver = new Waiver("CP1002", null, "soon", "team", At) },
            Finding("CP1003", FindingStatus.Warn),
            Finding("CP1004", FindingStatus.Error),
            Finding("CP1005", FindingStatus.Fail) with { Required = false },
            Finding("CP1006", FindingStatus.Fail));
        Assert.That(status.Findings.Select(finding => finding.Code), Is.EqualTo(new[] { "CP1006", "CP1005", "CP1004", "CP1003", "CP1002" }));
        Assert.That(status.Findings[^1].Waiver, Is.EqualTo(new WaiverEntry("soon", "team", At)));
        Assert.That(status.Checks.Single(check => check.Code == "CP1002"), Is.EqualTo(new CheckStatusEntry("CP1002", "title", "admission", "skip", "Waived: soon")));
    }

    [Test]
    public void Check_OfSeveralFindings_HasTheWorst()
        => Assert.That(
            Create(Finding("CP1001", FindingStatus.Pass), Finding("CP1001", FindingStatus.Warn) with { Message = "Beware." }, Finding("CP1001", FindingStatus.Skip)).Checks.Single(),
            Is.EqualTo(new CheckStatusEntry("CP1001", "title", "admission", "warn", "Beware.")));

    [Test]
    public void Slots_OfUnknownNodes_AreNotKnown()
    {
        var status = Create(Finding("CP1001", FindingStatus.Pass));
        Assert.That(status.Slots, Is.EqualTo(new[] { new ShapeSlots("ci", "default", null, null) }));
        Assert.That(status.SlotsNow, Is.Null);
    }

    [Test]
    public void Admission_SaysWhatTheProbesSay()
    {
        var facts = Facts() with
        {
            AdmissionProbes =
            [
                Probe(ProbeVariant.Restricted, new AdmissionAnswer(true, 201, "", "")),
                Probe(ProbeVariant.AsBuilt, new AdmissionAnswer(true, 201, "", "")),
                Probe(ProbeVariant.Privileged, new AdmissionAnswer(false, 403, "Forbidden", "pods \"probe\" is forbidden: violates PodSecurity \"restricted:latest\": privileged")),
            ],
        };
        var status = ClusterReadinessStatusFactory.Create(Recorded(facts), new Evaluation([]), new NodesStatus(), 3, "agent-1");
        Assert.That(status.Admission, Is.EqualTo(new[]
        {
            new ShapeAdmission("ci", "default", "declared", "admitted", ""),
            new ShapeAdmission("ci", "default", "restricted", "admitted", ""),
            new ShapeAdmission("ci", "default", "root", "unknown", "NotCollected"),
            new ShapeAdmission("ci", "default", "privileged", "denied", "PodSecurity"),
        }));
    }

    [Test]
    public void Invalid_Spec_NamesItsFieldsAndClaimsNothing()
    {
        var parsed = ProfileParser.Parse("ci", """{"apiVersion":"clusterprobe.io/v1alpha1","kind":"ClusterReadiness","metadata":{"name":"ci"},"spec":{"ciSystem":"harnes"}}""", []);
        var status = ClusterReadinessStatusFactory.Invalid(parsed.Errors, 4, "agent-1", "0.1.0", At);
        Assert.That(Ready(status), Is.EqualTo(("Unknown", "InvalidSpec", "Nothing was evaluated, because the spec is not valid: spec.ciSystem: \"harnes\" is not valid; did you mean \"harness\"?")));
        Assert.That((status.ObservedGeneration, status.Findings.Length, status.Checks.Length, status.SlotsNow), Is.EqualTo((4, 0, 0, (long?)null)));
    }

    private static (string Status, string Reason, string Message) Ready(ClusterReadinessStatus status)
        => status.Conditions.Single() is var condition ? (condition.Status, condition.Reason, condition.Message) : default;

    private static ClusterReadinessStatus Create(params ImmutableArray<Finding> findings)
        => ClusterReadinessStatusFactory.Create(Recorded(Facts()), new Evaluation(findings), new NodesStatus(), 3, "agent-1");

    private static RecordedFacts Recorded(ClusterFacts facts)
        => new(RecordedFacts.CurrentSchema, "0.1.0", BuiltInProfiles.For(CiSystem.Jenkins) with { BuildNamespaces = ["ci"] }, facts);

    private static ClusterFacts Facts() => new() { CollectedAt = At, Source = "test" };

    private static AdmissionProbe Probe(ProbeVariant variant, AdmissionAnswer answer) => new("ci", "default", variant) { Answer = Fact.Known(answer) };

    private static Finding Finding(string code, FindingStatus status) => new()
    {
        Code = code,
        Title = "title",
        Category = Category.Admission,
        Subject = Subject.Cluster,
        Status = status,
        Reason = "Because",
        Message = "So it is.",
    };
}
