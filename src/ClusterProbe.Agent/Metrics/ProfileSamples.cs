using System.Collections.Immutable;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Core.Readiness;

namespace ClusterProbe.Agent.Metrics;

/// <summary>What the leader exports about one profile, from what it has found.</summary>
public static class ProfileSamples
{
    /// <summary>Nodes export their outcome themselves, and the leader counts them in a metric of its own.</summary>
    private static readonly ImmutableHashSet<string> NodeChecks = [.. CheckRegistry.All.OfType<NodeCheck>().Select(check => check.Code)];

    private static readonly string[] ReadyStatuses = ["true", "false", "unknown"];

    /// <summary>The series of a profile.</summary>
    /// <param name="name">The name of the <c>ClusterReadiness</c>.</param>
    /// <param name="profile">Its profile; null when it is invalid.</param>
    /// <param name="status">What was found.</param>
    public static IEnumerable<MetricSample> Of(string name, Profile? profile, ClusterReadinessStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        return
        [
            .. Readiness(name, status),
            .. status.Checks.Where(check => !NodeChecks.Contains(check.Code)).Select(check => new MetricSample(MetricCatalog.CheckStatus, Badness.Of(check.Status), name, check.Code, check.Category, "cluster")),
            .. status.Findings.Where(finding => finding.Waiver is null).Select(finding => Finding(name, finding)).DistinctBy(sample => string.Join('\0', sample.Labels)),
            .. status.Slots.SelectMany(slots => Slots(name, slots)),
            .. status.Admission.Select(answer => new MetricSample(
                MetricCatalog.Admission, 1, name, answer.Namespace, answer.Shape, answer.Variant, answer.Outcome, answer.Reason)),
            .. Waivers(name, profile).DistinctBy(sample => string.Join('\0', sample.Labels)),
        ];
    }

    private static IEnumerable<MetricSample> Readiness(string name, ClusterReadinessStatus status)
    {
        var ready = status.Conditions.FirstOrDefault(condition => condition.Type == "Ready")?.Status.ToLowerInvariant() ?? "unknown";
        foreach (var candidate in ReadyStatuses) yield return new MetricSample(MetricCatalog.Ready, candidate == ready ? 1 : 0, name, candidate);
        yield return new MetricSample(MetricCatalog.Findings, status.Counts.Passed, name, "pass");
        yield return new MetricSample(MetricCatalog.Findings, status.Counts.Skipped, name, "skip");
        yield return new MetricSample(MetricCatalog.Findings, status.Counts.Warnings, name, "warn");
        yield return new MetricSample(MetricCatalog.Findings, status.Counts.Unknown, name, "error");
        yield return new MetricSample(MetricCatalog.Findings, status.Counts.Failed, name, "fail");
        yield return new MetricSample(MetricCatalog.Findings, status.Counts.Waived, name, "waived");
    }

    private static MetricSample Finding(string name, FindingStatusEntry finding) => new(
        MetricCatalog.Finding,
        1,
        name,
        finding.Code,
        finding.Status,
        finding.Reason,
        finding.Required ? "true" : "false",
        finding.SubjectKind,
        finding.SubjectNamespace,
        finding.SubjectName);

    private static IEnumerable<MetricSample> Slots(string name, ShapeSlots slots)
    {
        if (slots.Now is { } now) yield return new MetricSample(MetricCatalog.BuildSlots, now, name, slots.Namespace, slots.Shape, "now");
        if (slots.WhenEmpty is { } empty) yield return new MetricSample(MetricCatalog.BuildSlots, empty, name, slots.Namespace, slots.Shape, "empty");
    }

    private static IEnumerable<MetricSample> Waivers(string name, Profile? profile)
        => from waiver in profile?.Waivers ?? []
           where waiver.Until is not null
           let subject = SubjectLabels.Of(waiver.Subject)
           select new MetricSample(MetricCatalog.WaiverExpiry, waiver.Until!.Value.ToUnixTimeSeconds(), [name, waiver.Code, .. subject]);
}
