using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Platforms;
using ClusterProbe.Core.Profiles.Parsing;

namespace ClusterProbe.Core.Readiness;

/// <summary>Makes the status of a <c>ClusterReadiness</c> from what was found. Says nothing of what was not evaluated.</summary>
public static class ClusterReadinessStatusFactory
{
    /// <summary>The status that follows from an evaluation. <see cref="Transitions.Next"/> adds its history.</summary>
    /// <param name="recorded">The facts with the profile they were collected for.</param>
    /// <param name="evaluation">The findings.</param>
    /// <param name="nodes">The nodes and their agents.</param>
    /// <param name="generation">The generation of the spec that was evaluated.</param>
    /// <param name="checkedBy">The agent: its pod's name.</param>
    public static ClusterReadinessStatus Create(RecordedFacts recorded, Evaluation evaluation, NodesStatus nodes, long generation, string checkedBy)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        ArgumentNullException.ThrowIfNull(evaluation);
        var slots = ShapeEntries.Slots(recorded.Facts, recorded.Profile);
        return ReadinessBounds.Apply(new ClusterReadinessStatus
        {
            ObservedGeneration = generation,
            Conditions = [ReadyCondition.Of(evaluation, generation, WholeSeconds(recorded.Facts.CollectedAt))],
            LastCheckedAt = WholeSeconds(recorded.Facts.CollectedAt),
            DurationSeconds = Math.Round(recorded.Duration.TotalSeconds, 3),
            Requests = recorded.Requests,
            CheckedBy = checkedBy,
            AgentVersion = recorded.ToolVersion,
            KubernetesVersion = recorded.Facts.Server.IsKnown(out var server) ? server.GitVersion : "",
            Platform = PlatformDetector.Detect(recorded.Facts).Summary?.ToString() ?? "",
            Counts = Counts(evaluation),
            SlotsNow = ShapeEntries.Scarcest(slots),
            Slots = slots,
            Admission = ShapeEntries.Admission(recorded.Facts, recorded.Profile),
            Nodes = nodes,
            Findings = [.. evaluation.Findings.Where(IsWorthKeeping).OrderBy(finding => finding.Waiver is not null).ThenByDescending(finding => finding.Status).ThenBy(finding => !finding.Required).Select(Entry)],
            Checks = Checks(evaluation),
        });
    }

    /// <summary>The status of a spec that can't be evaluated: unknown, and which fields are wrong.</summary>
    /// <param name="errors">What is wrong. At least one.</param>
    /// <param name="generation">The generation of the spec.</param>
    /// <param name="checkedBy">The agent: its pod's name.</param>
    /// <param name="version">The agent's version.</param>
    /// <param name="now">The time.</param>
    public static ClusterReadinessStatus Invalid(ImmutableArray<ProfileError> errors, long generation, string checkedBy, string version, DateTimeOffset now)
        => ReadinessBounds.Apply(new ClusterReadinessStatus
        {
            ObservedGeneration = generation,
            Conditions = [ReadyCondition.Invalid(errors, generation, WholeSeconds(now))],
            LastCheckedAt = WholeSeconds(now),
            CheckedBy = checkedBy,
            AgentVersion = version,
        });

    /// <summary>Kubernetes writes times in whole seconds.</summary>
    /// <param name="time">The time.</param>
    public static DateTimeOffset WholeSeconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());

    private static FindingCounts Counts(Evaluation evaluation) => new(
        evaluation.Count(FindingStatus.Fail),
        evaluation.Count(FindingStatus.Warn),
        evaluation.Count(FindingStatus.Error),
        evaluation.WaivedCount,
        evaluation.Count(FindingStatus.Skip),
        evaluation.Count(FindingStatus.Pass));

    private static bool IsWorthKeeping(Finding finding) => finding.Status is FindingStatus.Warn or FindingStatus.Error or FindingStatus.Fail;

    private static FindingStatusEntry Entry(Finding finding) => new()
    {
        Code = finding.Code,
        Title = finding.Title,
        Category = finding.Category.Word(),
        SubjectKind = finding.Subject.Kind,
        SubjectNamespace = finding.Subject.Namespace,
        SubjectName = finding.Subject.Name,
        Status = finding.Status.Word(),
        Reason = finding.Reason,
        Message = finding.Message,
        Evidence = finding.Evidence,
        Fix = finding.Remediation?.Text,
        Manifest = finding.Remediation?.Manifest,
        Required = finding.Required,
        Waiver = finding.Waiver is { } waiver ? new WaiverEntry(waiver.Reason, waiver.Owner, waiver.Until) : null,
    };

    /// <summary>A check of which every finding is waived is left out of the outcome, and passes as far as it counts.</summary>
    private static ImmutableArray<CheckStatusEntry> Checks(Evaluation evaluation)
        => [.. from finding in evaluation.Findings
               group finding by finding.Code into check
               orderby check.First().Category, check.Key
               let worst = check.Where(finding => finding.Waiver is null).MaxBy(finding => finding.Status)
               select new CheckStatusEntry(
                   check.Key,
                   check.First().Title,
                   check.First().Category.Word(),
                   (worst?.Status ?? FindingStatus.Skip).Word(),
                   worst?.Message ?? $"Waived: {check.First().Waiver!.Reason}")];
}
