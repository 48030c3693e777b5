using System.Globalization;
using System.Text;
using ClusterProbe.Agent.Metrics;
using ClusterProbe.Monitoring.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ClusterProbe.Monitoring.Fixture;

/// <summary>Answers for the agents of a made-up cluster: <c>/nodes/3/metrics</c> is one of them, <c>/shards/0/10/metrics</c> every tenth.</summary>
public sealed class FixtureExporter : IAsyncDisposable
{
    private readonly DateTimeOffset _started = TimeProvider.System.GetUtcNow();
    private readonly LoopbackServer _server;

    private FixtureExporter(Situation situation)
    {
        Situation = situation;
        _server = new LoopbackServer(routes =>
        {
            routes.MapGet("/nodes/{node:int}/metrics", (int node) => OfNode(node));
            routes.MapGet("/shards/{shard:int}/{count:int}/metrics", (int shard, int count) => OfShard(shard, count));
        });
    }

    /// <summary>What they export now.</summary>
    public Situation Situation { get; set; }

    /// <summary>Host and port.</summary>
    public string Address => _server.Address;

    /// <summary>Starts it.</summary>
    /// <param name="situation">What they export at first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<FixtureExporter> StartAsync(Situation situation, CancellationToken cancellationToken)
    {
        var exporter = new FixtureExporter(situation);
        await exporter._server.StartAsync(cancellationToken).ConfigureAwait(false);
        return exporter;
    }

    /// <summary>Where a node's agent is scraped, for all that a query can see.</summary>
    /// <param name="node">The node's name.</param>
    public static string InstanceOf(string node) => $"{node}:8080";

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private IResult OfNode(int node) => IsSilent(node) ? Results.StatusCode(StatusCodes.Status503ServiceUnavailable) : Results.Text(Exposition.Write(SamplesOf(node)));

    private IResult OfShard(int shard, int count)
    {
        var text = new StringBuilder();
        for (var node = shard; node < Situation.Nodes; node += count)
        {
            var instance = InstanceOf(string.Create(CultureInfo.InvariantCulture, $"node-{node}"));
            foreach (var sample in SamplesOf(node)) Exposition.Append(text, sample, instance);
        }

        return Results.Text(text.ToString());
    }

    private bool IsSilent(int node) => node >= Situation.Nodes - Situation.Silent;

    private IEnumerable<MetricSample> SamplesOf(int node)
    {
        var now = TimeProvider.System.GetUtcNow();
        var samples = NodeSeries.Of(node, Situation, _started, now);
        return node == Situation.Leader ? samples.Concat(LeaderSeries.Of(Situation, now)) : samples;
    }
}
