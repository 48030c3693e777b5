using System.Text.Json.Serialization;

namespace ClusterProbe.Kubernetes.Configuration;

/// <summary>A credential plugin as a kubeconfig declares it.</summary>
/// <param name="Command">The command.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Environment">Variables beside the inherited ones.</param>
/// <param name="ApiVersion">The version of <c>client.authentication.k8s.io</c> that it speaks.</param>
/// <param name="InstallHint">What to tell a user who does not have it; may be empty.</param>
/// <param name="Cluster">The cluster, for a plugin that asks for it (<c>provideClusterInfo</c>); otherwise null.</param>
public sealed record ExecPlugin(
    string Command,
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string> Environment,
    string ApiVersion,
    string InstallHint,
    ExecPluginCluster? Cluster);

/// <summary>What a credential plugin may be told about the cluster.</summary>
/// <param name="Server">Its address.</param>
/// <param name="CertificateAuthorityData">Its certificate authorities, PEM in base64; null for the system's.</param>
/// <param name="TlsServerName">The name its certificate must carry; null for the address's.</param>
public sealed record ExecPluginCluster(
    string Server,
    [property: JsonPropertyName("certificate-authority-data")] string? CertificateAuthorityData,
    [property: JsonPropertyName("tls-server-name")] string? TlsServerName);

internal sealed record ExecCredentialDto(string? ApiVersion, string? Kind, ExecSpecDto? Spec, ExecCredentialStatus? Status);

internal sealed record ExecSpecDto(bool Interactive, ExecPluginCluster? Cluster);

internal sealed record ExecCredentialStatus(string? Token, string? ClientCertificateData, string? ClientKeyData, string? ExpirationTimestamp);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ExecCredentialDto))]
internal sealed partial class ExecCredentialContext : JsonSerializerContext;
