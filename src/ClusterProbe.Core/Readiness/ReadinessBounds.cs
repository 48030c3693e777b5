using System.Collections.Immutable;
using System.Text.Json;

namespace ClusterProbe.Core.Readiness;

/// <summary>Keeps a status small, however much there is to say, so that the object stays far below etcd's limit of 1.5 MiB.</summary>
public static class ReadinessBounds
{
    private const int LargestStatus = 900 << 10;
    private const int LongestValue = 256;

    /// <summary>The status with every list and text within <see cref="ReadinessLimits"/>.</summary>
    /// <param name="status">The status.</param>
    public static ClusterReadinessStatus Apply(ClusterReadinessStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        var bounded = status with
        {
            Conditions = [.. status.Conditions.Select(condition => condition with { Message = Text(condition.Message) })],
            Platform = Text(status.Platform, LongestValue),
            Slots = First(status.Slots, ReadinessLimits.Slots),
            Admission = First(status.Admission, ReadinessLimits.Admission),
            Nodes = Nodes(status.Nodes),
            Findings = [.. status.Findings.Take(ReadinessLimits.Findings).Select(Finding)],
            FindingsOmitted = status.FindingsOmitted + Math.Max(0, status.Findings.Length - ReadinessLimits.Findings),
            Checks = [.. status.Checks.Select(check => check with { Message = Text(check.Message) })],
            Transitions = [.. status.Transitions.Take(ReadinessLimits.Transitions).Select(transition => transition with { Message = Text(transition.Message) })],
        };
        if (Size(bounded) <= LargestStatus) return bounded;
        bounded = bounded with { Findings = [.. bounded.Findings.Select(finding => finding with { Manifest = null })] };
        return Size(bounded) <= LargestStatus ? bounded : bounded with { Findings = [.. bounded.Findings.Select(finding => finding with { Evidence = [] })] };
    }

    /// <summary>The text, no longer than a status keeps, and never cut within a character.</summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">The most characters.</param>
    public static string Text(string text, int longest = ReadinessLimits.TextLength)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length <= longest) return text;
        var end = longest - 1;
        return $"{text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)]}…";
    }

    private static FindingStatusEntry Finding(FindingStatusEntry finding) => finding with
    {
        Message = Text(finding.Message),
        Evidence = [.. finding.Evidence.Take(ReadinessLimits.Evidence).Select(evidence => Text(evidence))],
        Fix = finding.Fix is null ? null : Text(finding.Fix),
        Manifest = finding.Manifest is { Length: > ReadinessLimits.ManifestLength } ? null : finding.Manifest,
    };

    private static NodesStatus Nodes(NodesStatus nodes) => nodes with
    {
        Classes = [.. nodes.Classes.Take(ReadinessLimits.NodeClasses).Select(entry => entry with { Examples = First(entry.Examples, ReadinessLimits.NodeExamples) })],
        Drift = [.. nodes.Drift.Take(ReadinessLimits.DriftFacts).Select(entry => entry with
        {
            Others = [.. entry.Others.Take(ReadinessLimits.DriftValues).Select(value => value with { Examples = First(value.Examples, ReadinessLimits.NodeExamples) })],
        })],
        Silent = First(nodes.Silent, ReadinessLimits.NodeExamples),
    };

    private static ImmutableArray<T> First<T>(ImmutableArray<T> items, int most) => items.Length <= most ? items : items[..most];

    private static int Size(ClusterReadinessStatus status) => JsonSerializer.SerializeToUtf8Bytes(status, ReadinessContext.Default.ClusterReadinessStatus).Length;
}
