using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ClusterProbe.Monitoring.Servers;

/// <summary>A webhook that Alertmanager sends alerts to.</summary>
public sealed class AlertReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<ReceivedAlert> _alerts = [];
    private readonly LoopbackServer _server;

    private AlertReceiver() => _server = new LoopbackServer(routes => routes.MapPost("/", ReceiveAsync));

    /// <summary>All alerts that came, in their order.</summary>
    public IReadOnlyCollection<ReceivedAlert> Alerts => _alerts;

    /// <summary>Its address.</summary>
    public Uri Address => new($"http://{_server.Address}/");

    /// <summary>Starts it.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<AlertReceiver> StartAsync(CancellationToken cancellationToken)
    {
        var receiver = new AlertReceiver();
        await receiver._server.StartAsync(cancellationToken).ConfigureAwait(false);
        return receiver;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        var message = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted).ConfigureAwait(false);
        foreach (var alert in message!["alerts"]!.AsArray()) _alerts.Enqueue(new ReceivedAlert(alert!["status"]!.GetValue<string>(), Texts(alert["labels"]!), Texts(alert["annotations"]!)));
    }

    private static Dictionary<string, string> Texts(JsonNode node) => node.AsObject().ToDictionary(pair => pair.Key, pair => pair.Value!.GetValue<string>());
}

/// <summary>An alert as it came.</summary>
/// <param name="Status"><c>firing</c> or <c>resolved</c>.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="Annotations">Its texts.</param>
public sealed record ReceivedAlert(string Status, IReadOnlyDictionary<string, string> Labels, IReadOnlyDictionary<string, string> Annotations);
