using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Readiness;
using ClusterProbe.Kubernetes.Client;

namespace ClusterProbe.Kubernetes.Publishing.Nodes;

/// <summary>Writes the node's <c>NodeReadiness</c>: at once when something changed, otherwise when the heartbeat is due.</summary>
/// <param name="api">The API server.</param>
/// <param name="node">The node's name, which is the object's.</param>
/// <param name="time">The clock of the heartbeat.</param>
/// <param name="random">Gives random numbers from 0 to 1.</param>
public sealed class NodeReadinessPublisher(ApiClient api, string node, TimeProvider time, Func<double> random)
{
    private byte[]? _written;
    private long _writtenAt;
    private TimeSpan _due;

    /// <summary>The permissions that it uses: apply is a patch, and creates what is not there.</summary>
    public static ImmutableArray<Permission> Permissions { get; } =
    [
        new(ClusterProbeApi.Group, ClusterProbeApi.NodeReadinesses, "patch"),
        new(ClusterProbeApi.Group, ClusterProbeApi.NodeReadinesses, "create"),
    ];

    /// <summary>Writes the status if it has changed, or its heartbeat is due. Called again and again by one caller.</summary>
    /// <param name="status">What was found; its heartbeat says how often it is written at the least.</param>
    /// <param name="owner">The node's identity, so that the object goes with it; null when it is not known.</param>
    /// <param name="cancellationToken">The only clock.</param>
    public async Task<WriteOutcome> PublishAsync(NodeReadinessStatus status, NodeIdentity? owner, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(status);
        var content = Content(status, owner);
        var heartbeat = TimeSpan.FromSeconds(status.HeartbeatSeconds);
        if (_written is { } written && written.AsSpan().SequenceEqual(content) && time.GetElapsedTime(_writtenAt) < Smaller(_due, heartbeat)) return WriteOutcome.Unchanged;

        var body = JsonSerializer.SerializeToUtf8Bytes(Document(status, owner), NodeReadinessContext.Default.NodeReadinessDocument);
        var result = await api.ApplyAsync(
            $"{ClusterProbeApi.NodeReadinessPath}/{Uri.EscapeDataString(node)}", body, ClusterProbeApi.FieldManager, force: true, WrittenContext.Default.WrittenObject, cancellationToken).ConfigureAwait(false);
        if (!result.Succeeded(out _, out var error)) return WriteOutcome.Failed(error);
        (_written, _writtenAt) = (content, time.GetTimestamp());

        // A little early rather than late: who reads the object counts missed heartbeats.
        _due = heartbeat * (0.8 + (0.2 * random()));
        return WriteOutcome.Success;
    }

    private static TimeSpan Smaller(TimeSpan left, TimeSpan right) => left < right ? left : right;

    /// <summary>What makes a status another one: everything but its times.</summary>
    private static byte[] Content(NodeReadinessStatus status, NodeIdentity? owner)
        => [.. JsonSerializer.SerializeToUtf8Bytes(status with { ObservedAt = default, HeartbeatSeconds = 0 }, ReadinessContext.Default.NodeReadinessStatus), .. System.Text.Encoding.UTF8.GetBytes(owner?.Uid ?? "")];

    private NodeReadinessDocument Document(NodeReadinessStatus status, NodeIdentity? owner) => new(
        ClusterProbeApi.GroupVersion,
        "NodeReadiness",
        new NodeReadinessDocumentMetadata(
            node,
            ImmutableSortedDictionary.CreateRange([KeyValuePair.Create("app.kubernetes.io/name", "clusterprobe")]),
            owner is null ? [] : [new OwnerReference("v1", "Node", owner.Name, owner.Uid)]),
        status);
}

internal sealed record NodeReadinessDocument(string ApiVersion, string Kind, NodeReadinessDocumentMetadata Metadata, NodeReadinessStatus Status);

internal sealed record NodeReadinessDocumentMetadata(string Name, ImmutableSortedDictionary<string, string> Labels, ImmutableArray<OwnerReference> OwnerReferences);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(NodeReadinessDocument))]
internal sealed partial class NodeReadinessContext : JsonSerializerContext;
