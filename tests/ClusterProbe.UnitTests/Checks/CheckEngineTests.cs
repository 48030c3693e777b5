using System.Collections.Immutable;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.UnitTests.Checks;

internal sealed class CheckEngineTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void Evaluate_CheckThatThrows_CostsOnlyItself()
    {
        var evaluation = Evaluate([new ScriptedCheck("CP1002", _ => throw new InvalidOperationException("boom")), Passing("CP1001")]);
        Assert.That(evaluation.Findings.Select(finding => (finding.Code, finding.Status)), Is.EqualTo(new[]
        {
            ("CP1001", FindingStatus.Pass),
            ("CP1002", FindingStatus.Error),
        }));
        Assert.That(evaluation.Findings[1].Reason, Is.EqualTo(CheckEngine.DefectReason));
        Assert.That(evaluation.Verdict, Is.EqualTo(Verdict.Unknown));
    }

    [Test]
    public void Evaluate_CheckThatSaysNothing_IsNotEvaluated()
        => Assert.That(Evaluate([new ScriptedCheck("CP1001", _ => [])]).Findings.Single().Status, Is.EqualTo(FindingStatus.Error));

    [Test]
    public void Evaluate_ReasonThatWasNotDeclared_IsADefect()
        => Assert.That(
            Evaluate([new ScriptedCheck("CP1001", check => [check.Say(FindingStatus.Fail, "Surprise")])]).Findings.Single().Reason,
            Is.EqualTo(CheckEngine.DefectReason));

    [TestCase(FindingStatus.Pass, true, Verdict.Ready)]
    [TestCase(FindingStatus.Skip, true, Verdict.Ready)]
    [TestCase(FindingStatus.Warn, true, Verdict.Ready)]
    [TestCase(FindingStatus.Error, true, Verdict.Unknown)]
    [TestCase(FindingStatus.Error, false, Verdict.Ready)]
    [TestCase(FindingStatus.Fail, true, Verdict.NotReady)]
    public void Verdict_OfOneFinding(FindingStatus status, bool required, Verdict expected)
        => Assert.That(
            Evaluate([new ScriptedCheck("CP1001", check => [check.Say(status, "Known") with { Required = required }])]).Verdict,
            Is.EqualTo(expected));

    [TestCase("CP1001", null, 1, true, TestName = "Waiver_CoversItsCode")]
    [TestCase("CP1001", "cluster", 1, true, TestName = "Waiver_CoversItsSubject")]
    [TestCase("CP1001", "namespace/ci", 1, false, TestName = "Waiver_LeavesOtherSubjects")]
    [TestCase("CP1002", null, 1, false, TestName = "Waiver_LeavesOtherCodes")]
    [TestCase("CP1001", null, -1, false, TestName = "Waiver_EndsWhenItExpires")]
    public void Waiver_Applies(string code, string? subject, int daysLeft, bool expected)
    {
        var evaluation = Evaluate(
            [new ScriptedCheck("CP1001", check => [check.Say(FindingStatus.Fail, "Known")])],
            new Waiver(code, subject, "accepted", "team-ci", Now.AddDays(daysLeft)));
        Assert.That(evaluation.Findings.Single().Waiver is not null, Is.EqualTo(expected));
        Assert.That(evaluation.Verdict, Is.EqualTo(expected ? Verdict.Ready : Verdict.NotReady));
    }

    private static ScriptedCheck Passing(string code) => new(code, check => [check.Say(FindingStatus.Pass, "Known")]);

    private static Evaluation Evaluate(IEnumerable<Check> checks, params ImmutableArray<Waiver> waivers) => CheckEngine.Evaluate(
        checks,
        new CheckContext(new ClusterFacts { CollectedAt = Now, Source = "test" }, BuiltInProfiles.For(CiSystem.Harness) with { Waivers = waivers }, Now));

    private sealed class ScriptedCheck(string code, Func<ScriptedCheck, IEnumerable<Finding>> evaluate) : Check
    {
        public override string Code => code;

        public override string Title => "it holds";

        public override Category Category => Category.Admission;

        public override ImmutableArray<FactKind> Needs => [FactKind.Server];

        public override ImmutableArray<string> Reasons => ["Known"];

        public override IEnumerable<Finding> Evaluate(CheckContext context) => evaluate(this);

        public Finding Say(FindingStatus status, string reason) => Report(status, Subject.Cluster, reason, "said");
    }
}
