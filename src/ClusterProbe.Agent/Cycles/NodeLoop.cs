using System.Collections.Immutable;
using System.Diagnostics;
using ClusterProbe.Agent.Memory;
using ClusterProbe.Agent.Metrics;
using ClusterProbe.Agent.Nodes;
using ClusterProbe.Agent.Telemetry;
using ClusterProbe.Agent.Web;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Nodes;
using ClusterProbe.Core.Readiness;
using ClusterProbe.Kubernetes;
using ClusterProbe.Kubernetes.Configuration;
using ClusterProbe.Kubernetes.Publishing;
using ClusterProbe.Kubernetes.Publishing.Leadership;
using ClusterProbe.Kubernetes.Publishing.Nodes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ClusterProbe.Agent.Cycles;

/// <summary>Looks at the node again and again: facts, checks, metrics, and the node's <c>NodeReadiness</c>.</summary>
internal sealed class NodeLoop(
    AgentOptions options,
    ClusterConnection connection,
    NodeFactReader reader,
    NodeObserver observer,
    NodeReadinessPublisher publisher,
    LeaderElection election,
    ProfileCache profiles,
    ApiMetrics api,
    AgentMetrics metrics,
    Liveness liveness,
    ILogger<NodeLoop> logger,
    TimeProvider time) : BackgroundService
{
    private const string MetricGroup = "node";

    private static readonly ImmutableArray<NodeCheck> Checks = [.. CheckRegistry.All.OfType<NodeCheck>()];

    private readonly Subject _node = new("node", options.NodeName);
    private DateTimeOffset? _lastSuccess;
    private (int Failed, int Warnings, int Unknown, int Passed)? _logged;
    private bool _settled;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        metrics.Publish("build", [NodeSamples.Build(options.Version)]);

        // The files of the node are read before anything is asked over the network, so that there are metrics at once.
        Evaluate(reader.Read(), time.GetTimestamp());
        liveness.BecomeReady();
        await new Loop(nameof(NodeLoop), liveness, logger, time).RunAsync(TurnAsync, stoppingToken).ConfigureAwait(false);
    }

    private async Task<TimeSpan> TurnAsync(CancellationToken cancellationToken)
    {
        using var activity = Tracing.Source.StartActivity("node cycle");
        var started = time.GetTimestamp();
        var endpoints = await profiles.EndpointsAsync(cancellationToken).ConfigureAwait(false);
        var facts = await observer.ObserveAsync(endpoints, Skew(), cancellationToken).ConfigureAwait(false);
        var evaluation = Evaluate(facts, started);
        await PublishAsync(facts, evaluation, cancellationToken).ConfigureAwait(false);
        ReleaseMemory();
        return FleetPacing.Jitter(options.NodeInterval, Random.Shared.NextDouble());
    }

    private Evaluation Evaluate(NodeFacts facts, long started)
    {
        var evaluation = CheckEngine.EvaluateNode(Checks, facts, _node);
        if (evaluation.Count(FindingStatus.Error) == 0) _lastSuccess = facts.CollectedAt;
        metrics.Publish(MetricGroup, [
            .. NodeSamples.Of(options.NodeName, facts, evaluation),
            .. NodeSamples.Run("node", "", facts.CollectedAt, time.GetElapsedTime(started), _lastSuccess)]);
        LogChange(evaluation);
        return evaluation;
    }

    /// <summary>After the first turn everything has been set up once, and nothing later needs as much; of the program's file, each turn reads parts that rest in between.</summary>
    private void ReleaseMemory()
    {
        if (_settled) SpareMemory.ReleaseProgram();
        else SpareMemory.Release();
        _settled = true;
    }

    /// <summary>A line each minute from each node would tell nobody anything.</summary>
    private void LogChange(Evaluation evaluation)
    {
        var counts = (evaluation.Count(FindingStatus.Fail), evaluation.Count(FindingStatus.Warn), evaluation.Count(FindingStatus.Error), evaluation.Count(FindingStatus.Pass));
        if (counts == _logged) return;
        _logged = counts;
        logger.NodeEvaluated(counts.Item1, counts.Item2, counts.Item3, counts.Item4);
    }

    private async Task PublishAsync(NodeFacts facts, Evaluation evaluation, CancellationToken cancellationToken)
    {
        var status = NodeReadinessStatusFactory.Create(evaluation, facts, options.Version, FleetPacing.Heartbeat(election.Agents));
        var outcome = await publisher.PublishAsync(status, await IdentityAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        metrics.Add(MetricCatalog.ReportWrites, 1, "NodeReadiness", outcome.Result.ToString().ToLowerInvariant());
        if (outcome.Error is { } error) logger.NodeNotWritten(error.Message);
        Activity.Current?.SetTag("clusterprobe.write", outcome.Result.ToString());
    }

    private async Task<NodeIdentity?> IdentityAsync(CancellationToken cancellationToken)
    {
        try
        {
            var identity = await NodeIdentity.ReadAsync(connection.Credentials, cancellationToken).ConfigureAwait(false);
            return identity?.Name == options.NodeName ? identity : null;
        }
        catch (CredentialException)
        {
            return null;
        }
    }

    private ClockSkew? Skew() => api.LastDated is { ServerDate: { } date } answer ? ClockSkew.Measure(answer.StartedAt, answer.StartedAt + answer.Duration, date) : null;
}
