using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Readiness;
using ClusterProbe.Kubernetes.Client;

namespace ClusterProbe.Kubernetes.Publishing.Nodes;

/// <summary>Sets the condition <c>CIBuildReady</c> on nodes, when it changes; for schedulers and controllers that go by conditions.</summary>
/// <param name="api">The API server.</param>
/// <param name="time">The clock.</param>
public sealed class NodeConditionPublisher(ApiClient api, TimeProvider time)
{
    /// <summary>The condition's type.</summary>
    public const string ConditionType = "CIBuildReady";

    private const string NodesPath = "/api/v1/nodes";

    private readonly Dictionary<string, NodeConditionState> _known = new(StringComparer.Ordinal);
    private bool _isLoaded;

    /// <summary>The permissions that it uses.</summary>
    public static ImmutableArray<Permission> Permissions { get; } =
    [
        new("", "nodes", "list"),
        new("", "nodes", "patch") { Subresource = "status" },
    ];

    /// <summary>Sets the condition where it differs. The first time, it reads what the nodes have.</summary>
    /// <param name="conditions">The nodes with what their condition is to be.</param>
    /// <param name="cancellationToken">The only clock.</param>
    /// <returns>What came of each change; empty when nothing was to change.</returns>
    public async Task<ImmutableArray<WriteOutcome>> PublishAsync(ImmutableSortedDictionary<string, NodeConditionState> conditions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        if (!_isLoaded && await LoadAsync(cancellationToken).ConfigureAwait(false) is { } error) return [WriteOutcome.Failed(error)];
        var outcomes = ImmutableArray.CreateBuilder<WriteOutcome>();
        foreach (var (node, state) in conditions)
        {
            if (_known.GetValueOrDefault(node) is { } before && before == state) continue;
            var now = ClusterReadinessStatusFactory.WholeSeconds(time.GetUtcNow());
            var since = _known.GetValueOrDefault(node)?.Status == state.Status ? (DateTimeOffset?)null : now;
            var outcome = await PatchAsync(node, new NodeConditionDto(ConditionType, state.Status, state.Reason, ReadinessBounds.Text(state.Message), now, since, null), cancellationToken).ConfigureAwait(false);
            if (outcome.Result == WriteResult.Success) _known[node] = state;
            outcomes.Add(outcome);
        }

        return outcomes.ToImmutable();
    }

    /// <summary>Takes the condition from every node that has it, as before an uninstallation.</summary>
    /// <param name="cancellationToken">The only clock.</param>
    /// <returns>What came of it, under <c>node/NAME</c>, or under <c>nodes</c> where they can't be listed; nothing when no node has the condition.</returns>
    public async IAsyncEnumerable<(string Subject, WriteOutcome Outcome)> RemoveAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await LoadAsync(cancellationToken).ConfigureAwait(false) is { } error)
        {
            yield return ("nodes", WriteOutcome.Failed(error));
            yield break;
        }

        foreach (var node in _known.Keys.Order(StringComparer.Ordinal).ToArray())
        {
            var outcome = await PatchAsync(node, new NodeConditionDto(ConditionType, null, null, null, null, null, "delete"), cancellationToken).ConfigureAwait(false);
            if (outcome.Result == WriteResult.Success) _known.Remove(node);
            yield return ($"node/{node}", outcome);
        }
    }

    private async Task<ApiError?> LoadAsync(CancellationToken cancellationToken)
    {
        var error = await api.ListAsync(NodesPath, Remember, _known.Clear, cancellationToken).ConfigureAwait(false);
        _isLoaded = error is null;
        return error;
    }

    private void Remember(ReadOnlySpan<byte> item)
    {
        var node = JsonSerializer.Deserialize(item, NodeConditionContext.Default.ConditionedNodeDto);
        if (node?.Metadata?.Name is { } name && (node.Status?.Conditions ?? []).FirstOrDefault(condition => condition.Type == ConditionType) is { } condition)
        {
            _known[name] = new NodeConditionState(condition.Status ?? "", condition.Reason ?? "", condition.Message ?? "");
        }
    }

    private async Task<WriteOutcome> PatchAsync(string node, NodeConditionDto condition, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new ConditionedNodeDto(null, new NodeConditionsDto([condition])), NodeConditionContext.Default.ConditionedNodeDto);
        var result = await api.MergeAsync($"{NodesPath}/{Uri.EscapeDataString(node)}/status", body, WrittenContext.Default.WrittenObject, cancellationToken).ConfigureAwait(false);
        return result.Succeeded(out _, out var error) ? WriteOutcome.Success : WriteOutcome.Failed(error);
    }
}

/// <summary>What a node's condition says.</summary>
/// <param name="Status"><c>True</c>, <c>False</c> or <c>Unknown</c>.</param>
/// <param name="Reason">One PascalCase word.</param>
/// <param name="Message">For people.</param>
public sealed record NodeConditionState(string Status, string Reason, string Message);

internal sealed record ConditionedNodeDto(NodeConditionMetadataDto? Metadata, NodeConditionsDto? Status);

internal sealed record NodeConditionMetadataDto(string? Name);

internal sealed record NodeConditionsDto(ImmutableArray<NodeConditionDto>? Conditions);

internal sealed record NodeConditionDto(
    string? Type,
    string? Status,
    string? Reason,
    string? Message,
    DateTimeOffset? LastHeartbeatTime,
    DateTimeOffset? LastTransitionTime,
    [property: JsonPropertyName("$patch")] string? Patch);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ConditionedNodeDto))]
internal sealed partial class NodeConditionContext : JsonSerializerContext;
