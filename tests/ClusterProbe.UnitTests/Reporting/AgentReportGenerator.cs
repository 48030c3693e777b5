using System.Collections.Immutable;
using ClusterProbe.Core.Readiness;
using ClusterProbe.Reporting.Agent;
using CsCheck;

namespace ClusterProbe.UnitTests.Reporting;

/// <summary>Generates what agents show, with any text where text comes from a cluster.</summary>
internal static class AgentReportGenerator
{
    private static readonly string[] Hostile =
    [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onclick='alert(1)", "</pre></details></main>", "<!--", "]]>",
        "javascript:alert(1)", "&lt;b&gt;", "[x](javascript:alert(1))", "![x](https://example.com/x.png)", "`", "```\n# x", "| a | b |", "@everyone",
        "- x", "1. x", "---", "<https://example.com>", "**x**", "{{x}}", "$(x)", "\u202egnp.exe", "\u0000\u001b[2J\u0007", "a\u2028b",
    ];

    /// <summary>Any text, hostile ones among them.</summary>
    public static Gen<string> Text { get; } = Gen.OneOf(
        ReportGenerator.Text,
        Gen.Int[0, Hostile.Length - 1].Select(index => Hostile[index]),
        Gen.Select(Gen.Int[0, Hostile.Length - 1], Gen.String, (index, text) => Hostile[index] + text));

    public static Gen<AgentReport> Reports { get; } = Gen.Select(
        Text, Text, Findings().Array[0, 4], Text.Array[0, 3], Gen.Int[0, 3],
        (name, text, findings, texts, variety) => SampleAgentReport.Several with
        {
            Agent = new AgentIdentity(text, name, text, IsLeader: variety == 0),
            Notice = variety == 1 ? null : text,
            Profiles = [.. SampleAgentReport.Several.Profiles!.Value[variety..], Profile($"p{name}", text, findings, texts)],
        });

    private static ProfileReport Profile(string name, string text, FindingStatusEntry[] findings, string[] texts) => new(
        name,
        new ProfileSummary { CiSystem = text, Namespaces = [.. texts], Require = [.. texts], CiIdentity = text, Shapes = [.. texts] },
        SampleStatus.Failing(SampleAgentReport.Now) with
        {
            Conditions = [new Condition("Ready", "False", "Reason", text, SampleAgentReport.Now, 1)],
            CheckedBy = text,
            KubernetesVersion = text,
            Platform = text,
            Slots = [.. texts.Select(each => new ShapeSlots(each, text, 1, null))],
            Admission = [.. texts.Select(each => new ShapeAdmission(each, text, each, "denied", text))],
            Nodes = Nodes(text, texts),
            Findings = [.. findings],
            Checks = [.. texts.Select(each => new CheckStatusEntry("CP1001", $"t{each}", $"c{text}", "pass", each))],
            Transitions = [.. texts.Select(each => new Transition(SampleAgentReport.Now, each, each, text, each, text))],
        });

    private static NodesStatus Nodes(string text, string[] texts) => new()
    {
        Summary = text,
        Silent = [.. texts],
        Classes = [new NodeClassEntry(3, [.. texts], ImmutableSortedDictionary<string, string>.Empty.SetItem($"k{text}", text), [.. texts])],
        Drift = [new DriftEntry($"k{text}", "common", 1, [new DriftValue(text, 1, [.. texts])])],
    };

    private static Gen<FindingStatusEntry> Findings() => Gen.Select(Text, Text, Text.Array[0, 3], Gen.Int[0, 7], (text, other, texts, extras) => new FindingStatusEntry
    {
        Code = "CP1001",
        Title = $"t{text}",
        Category = $"c{text}",
        SubjectKind = $"k{other}",
        SubjectNamespace = text,
        SubjectName = other,
        Status = (extras & 1) == 0 ? "fail" : "warn",
        Reason = $"r{text}",
        Message = other,
        Evidence = [.. texts],
        Fix = text,
        Manifest = (extras & 2) == 0 ? other : null,
        Required = (extras & 4) == 0,
        Waiver = extras == 7 ? new WaiverEntry(text, other, null) : null,
    });
}
