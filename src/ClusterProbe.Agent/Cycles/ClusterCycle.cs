using System.Collections.Concurrent;
using System.Collections.Immutable;
using ClusterProbe.Agent.Metrics;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Readiness;
using ClusterProbe.Kubernetes;
using ClusterProbe.Kubernetes.Client;
using ClusterProbe.Kubernetes.Publishing.Clusters;
using ClusterProbe.Kubernetes.Publishing.Guards;
using Microsoft.Extensions.Logging;

namespace ClusterProbe.Agent.Cycles;

/// <summary>What the leader does once per cycle: facts, checks, findings, and for each profile its status, events and metrics.</summary>
internal sealed class ClusterCycle(
    AgentOptions options, ApiClient api, ReadinessPublishing publishing, AgentMetrics metrics, ILogger<ClusterCycle> logger, TimeProvider time)
{
    private const string FleetGroup = "fleet";

    /// <summary>How long collecting the facts of a profile may take.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private static readonly ImmutableArray<FactKind> Needs = [.. CheckRegistry.All.SelectMany(check => check.Needs).Append(FactKind.Server).Distinct()];

    private readonly FactCollection _collection = new(time);
    private readonly Dictionary<string, DateTimeOffset> _lastSuccess = new(StringComparer.Ordinal);
    private readonly HashSet<string> _groups = new(StringComparer.Ordinal);

    /// <summary>How many agents the last cycle knew of, by their reports; null when it is not known.</summary>
    public int? Agents { get; private set; }

    /// <summary>What the nodes reported in the last cycle.</summary>
    public Fact<NodeReports> Reports { get; private set; } = new();

    /// <summary>Evaluates profiles, one after the other; they share what does not depend on them.</summary>
    /// <param name="objects">The objects to evaluate.</param>
    /// <param name="guard">Whether admission may be probed.</param>
    /// <param name="cancellationToken">Ends the cycle; cancelled when the leadership is lost.</param>
    public async Task RunAsync(IEnumerable<ClusterReadinessObject> objects, GuardResult guard, CancellationToken cancellationToken)
    {
        using var activity = Tracing.Source.StartActivity("cluster cycle");
        ClusterFacts? earlier = null;
        foreach (var item in objects.Where(item => !item.IsTerminating))
        {
            earlier = item.Profile is null
                ? await ReportInvalidAsync(item, earlier, cancellationToken).ConfigureAwait(false)
                : await EvaluateAsync(item, guard, earlier, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes back the metrics of profiles that are gone.</summary>
    /// <param name="objects">All objects that there are.</param>
    public void Forget(IEnumerable<ClusterReadinessObject> objects)
    {
        var known = objects.Select(item => GroupOf(item.Name)).ToHashSet(StringComparer.Ordinal);
        foreach (var group in _groups.Where(group => group != FleetGroup && !known.Contains(group)).ToArray()) Withdraw(group);
    }

    /// <summary>Takes back all metrics about the cluster, as another agent exports them now.</summary>
    public void ForgetAll()
    {
        foreach (var group in _groups.ToArray()) Withdraw(group);
        _lastSuccess.Clear();
    }

    private async Task<ClusterFacts> EvaluateAsync(ClusterReadinessObject item, GuardResult guard, ClusterFacts? earlier, CancellationToken cancellationToken)
    {
        using var activity = Tracing.Source.StartActivity("evaluate profile");
        activity?.SetTag("clusterprobe.profile", item.Name);
        var (started, requests, durations) = (time.GetTimestamp(), api.RequestCount, new CollectorDurations());
        var request = new CollectionRequest(api, item.Profile!, Needs, "in-cluster", Deadline)
        {
            Progress = durations,
            Earlier = earlier,
            ProbingRefused = guard.State == GuardState.Holds ? null : new UnknownCause(UnknownReason.NotConfigured, $"admission is not probed, as the policy that allows the agent nothing but dry runs was not seen to hold: {guard.Reason}"),
        };
        var facts = await _collection.CollectAsync(request, cancellationToken).ConfigureAwait(false);
        var evaluation = CheckEngine.Evaluate(CheckRegistry.All, new CheckContext(facts, item.Profile!, facts.CollectedAt));
        var recorded = new RecordedFacts(RecordedFacts.CurrentSchema, options.Version, item.Profile!, facts)
        {
            Requests = api.RequestCount - requests,
            Duration = time.GetElapsedTime(started),
        };
        var nodes = NodesStatusFactory.Create(facts, item.Profile!, facts.CollectedAt);
        var status = ClusterReadinessStatusFactory.Create(recorded, evaluation, nodes, item.Generation, options.PodName);
        if (facts.NodeReports.IsKnown(out var reports)) Agents = reports.Reports.Length;
        Reports = facts.NodeReports;
        if (evaluation.Count(FindingStatus.Error) == 0) _lastSuccess[item.Name] = facts.CollectedAt;
        activity?.SetTag("clusterprobe.verdict", evaluation.Verdict.ToString());
        await publishing.PublishAsync(item, status, cancellationToken).ConfigureAwait(false);
        Publish(GroupOf(item.Name), [
            .. ProfileSamples.Of(item.Name, item.Profile, status),
            .. NodeSamples.Run("cluster", item.Name, facts.CollectedAt, recorded.Duration, _lastSuccess.TryGetValue(item.Name, out var success) ? success : null),
            .. durations.Select(duration => new MetricSample(MetricCatalog.CollectorDuration, duration.Value.TotalSeconds, duration.Key.ToString(), item.Name))]);
        Publish(FleetGroup, FleetSamples.Of(nodes, facts.NodeReports));
        var counts = status.Counts;
        logger.ProfileEvaluated(
            item.Name, evaluation.Verdict.ToString(), counts.Failed, counts.Warnings, counts.Unknown, counts.Passed, Math.Round(recorded.Duration.TotalSeconds, 2), recorded.Requests);
        return facts;
    }

    private async Task<ClusterFacts?> ReportInvalidAsync(ClusterReadinessObject item, ClusterFacts? earlier, CancellationToken cancellationToken)
    {
        var status = ClusterReadinessStatusFactory.Invalid(item.Errors, item.Generation, options.PodName, options.Version, time.GetUtcNow());
        await publishing.PublishAsync(item, status, cancellationToken).ConfigureAwait(false);
        Publish(GroupOf(item.Name), ProfileSamples.Of(item.Name, profile: null, status));
        logger.ProfileInvalid(item.Name, string.Join("; ", item.Errors.Select(error => $"{error.Path}: {error.Message}")));
        return earlier;
    }

    private static string GroupOf(string profile) => $"profile:{profile}";

    private void Publish(string group, IEnumerable<MetricSample> samples)
    {
        _groups.Add(group);
        metrics.Publish(group, samples);
    }

    private void Withdraw(string group)
    {
        _groups.Remove(group);
        metrics.Publish(group, []);
    }

    private sealed class CollectorDurations : ConcurrentDictionary<FactKind, TimeSpan>, IProgress<CollectedKind>
    {
        public void Report(CollectedKind value) => this[value.Kind] = value.Duration;
    }
}
