using System.Threading.Channels;
using ClusterProbe.Agent.Memory;
using ClusterProbe.Agent.Metrics;
using ClusterProbe.Agent.Web;
using ClusterProbe.Kubernetes.Publishing.Clusters;
using ClusterProbe.Kubernetes.Publishing.Guards;
using ClusterProbe.Kubernetes.Publishing.Leadership;
using ClusterProbe.Kubernetes.Publishing.Nodes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ClusterProbe.Agent.Cycles;

/// <summary>Waits to be elected and, while this agent leads, evaluates all profiles once per cycle, and at once those that change.</summary>
internal sealed class LeaderLoop(
    AgentOptions options,
    LeaderElection election,
    ClusterReadinessSource source,
    DefaultReadiness standard,
    DryRunGuard guard,
    ClusterCycle cycle,
    AgentMetrics metrics,
    Liveness liveness,
    ILogger<LeaderLoop> logger,
    TimeProvider time,
    NodeConditionPublisher? conditions = null) : BackgroundService
{
    private const string MetricGroup = "leader";

    /// <summary>A cycle can take as long as all collectors together may, and then some.</summary>
    private static readonly TimeSpan LongestCycle = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        Say(isLeader: false);

        // A counter that appears with 1 has no increase: it has to be seen at 0 first.
        metrics.Add(MetricCatalog.LeaderTransitions, 0, "leader");
        metrics.Add(MetricCatalog.LeaderTransitions, 0, "follower");
        await new Loop(nameof(LeaderLoop), liveness, logger, time).RunAsync(ContendAsync, stoppingToken).ConfigureAwait(false);
    }

    private async Task<TimeSpan> ContendAsync(CancellationToken cancellationToken)
    {
        // The election is a loop of its own, which ends only when the agent does.
        liveness.Beat(nameof(LeaderLoop), TimeSpan.MaxValue);
        await election.RunAsync(LeadAsync, cancellationToken).ConfigureAwait(false);
        return TimeSpan.FromSeconds(1);
    }

    private async Task LeadAsync(CancellationToken cancellationToken)
    {
        logger.Leading();
        Say(isLeader: true);
        metrics.Add(MetricCatalog.LeaderTransitions, 1, "leader");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var news = Channel.CreateBounded<ClusterReadinessSet>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        var following = FollowAsync(news.Writer, stop.Token);
        try
        {
            await EvaluateAsync(news.Reader, stop.Token).ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cycle.ForgetAll();
            Say(isLeader: false);
            metrics.Publish("guard", []);
            metrics.Add(MetricCatalog.LeaderTransitions, 1, "follower");
            liveness.End(nameof(ClusterCycle));
            SpareMemory.Release();
            logger.NotLeading();
        }
    }

    private async Task FollowAsync(ChannelWriter<ClusterReadinessSet> news, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var set in source.WatchAsync(cancellationToken).ConfigureAwait(false))
            {
                if (set.Error is { } error) logger.ProfilesNotRead(error.Message);
                news.TryWrite(set);
            }
        }
        finally
        {
            news.TryComplete();
        }
    }

    private async Task EvaluateAsync(ChannelReader<ClusterReadinessSet> news, CancellationToken cancellationToken)
    {
        var evaluated = new ClusterReadinessSet([]);
        while (await NextAsync(news, evaluated, cancellationToken).ConfigureAwait(false) is { } set)
        {
            liveness.Beat(nameof(ClusterCycle), LongestCycle);
            if (await standard.CreateAsync(set, cancellationToken).ConfigureAwait(false) is { Error: { } error }) logger.NotWritten("The default ClusterReadiness", error.Message);
            cycle.Forget(set.Objects);
            var changed = set.Objects.Where(item => !evaluated.Objects.Any(item.AsksTheSame)).ToList();
            await cycle.RunAsync(changed.Count == 0 ? set.Objects : changed, await CheckGuardAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            if (cycle.Agents is { } agents) election.Agents = agents;
            await SetConditionsAsync(cancellationToken).ConfigureAwait(false);
            SpareMemory.Release();
            liveness.Beat(nameof(ClusterCycle), options.Cycle + LongestCycle);
            evaluated = set;
        }
    }

    /// <summary>The objects as soon as they change, otherwise the known ones when the next cycle is due; null when there is nobody to tell of changes any more.</summary>
    private async Task<ClusterReadinessSet?> NextAsync(ChannelReader<ClusterReadinessSet> news, ClusterReadinessSet known, CancellationToken cancellationToken)
    {
        using var due = new CancellationTokenSource(options.Cycle, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(due.Token, cancellationToken);
        try
        {
            return await news.ReadAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return known;
        }
        catch (ChannelClosedException)
        {
            return null;
        }
    }

    private async Task<GuardResult> CheckGuardAsync(CancellationToken cancellationToken)
    {
        var result = await guard.CheckAsync(cancellationToken).ConfigureAwait(false);
        metrics.Publish("guard", [new MetricSample(MetricCatalog.DryRunGuard, result.State == GuardState.Holds ? 1 : 0)]);
        if (result.State != GuardState.Holds) logger.GuardNotHolding(result.Reason);
        return result;
    }

    private async Task SetConditionsAsync(CancellationToken cancellationToken)
    {
        if (conditions is null || !cycle.Reports.IsKnown(out var reports)) return;
        foreach (var outcome in await conditions.PublishAsync(FleetConditions.Of(reports, time.GetUtcNow()), cancellationToken).ConfigureAwait(false))
        {
            metrics.Add(MetricCatalog.ReportWrites, 1, "Node", outcome.Result.ToString().ToLowerInvariant());
            if (outcome.Error is { } error) logger.NotWritten($"The condition {NodeConditionPublisher.ConditionType} of a node", error.Message);
        }
    }

    private void Say(bool isLeader) => metrics.Publish(MetricGroup, [new MetricSample(MetricCatalog.IsLeader, isLeader ? 1 : 0)]);
}
