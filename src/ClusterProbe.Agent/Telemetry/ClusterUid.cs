using System.Text.Json.Serialization;
using ClusterProbe.Kubernetes.Client;
using ClusterProbe.Kubernetes.Configuration;

namespace ClusterProbe.Agent.Telemetry;

/// <summary>The cluster's identity in telemetry (<c>k8s.cluster.uid</c>): by convention the uid of namespace <c>kube-system</c>.</summary>
internal static class ClusterUid
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <summary>The uid; null when nothing is sent anywhere, or when it can't be read soon.</summary>
    public static async Task<string?> ReadAsync(AgentOptions options, ClusterConnection connection, TimeProvider time, CancellationToken cancellationToken)
    {
        if (options.OtlpEndpoint is null) return null;
        using var clock = new CancellationTokenSource(Limit, time);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);
        using var http = ApiHttp.Create(connection);
        var answer = await new ApiClient(http, time).GetAsync("/api/v1/namespaces/kube-system", ClusterUidContext.Default.NamespaceDto, limited.Token).ConfigureAwait(false);
        return answer.Value?.Metadata?.Uid;
    }
}

internal sealed record NamespaceDto(NamespaceMetadataDto? Metadata);

internal sealed record NamespaceMetadataDto(string? Uid);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(NamespaceDto))]
internal sealed partial class ClusterUidContext : JsonSerializerContext;
