using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ClusterProbe.Kubernetes.Configuration;

namespace ClusterProbe.Kubernetes.Publishing.Nodes;

/// <summary>The node that a ServiceAccount token is bound to.</summary>
/// <param name="Name">The node's name.</param>
/// <param name="Uid">The node's uid.</param>
public sealed record NodeIdentity(string Name, string Uid)
{
    private const int LongestToken = 64 << 10;

    /// <summary>Reads it from the claims of a token, as the API server puts them there (Kubernetes 1.29 and later). Nothing is verified.</summary>
    /// <param name="token">A JSON web token. Never kept and never part of a message.</param>
    /// <returns>The node; null when the token is of another kind or bound to no node.</returns>
    public static NodeIdentity? FromToken(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        if (token.Length > LongestToken || token.Split('.') is not [_, var payload, _]) return null;
        try
        {
            var claims = JsonSerializer.Deserialize(Base64Url.DecodeFromChars(payload), TokenContext.Default.TokenClaimsDto);
            return claims?.Kubernetes?.Node is { Name: { Length: > 0 } name, Uid: { Length: > 0 } uid } ? new NodeIdentity(name, uid) : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Reads it from the token that requests are made with.</summary>
    /// <param name="credentials">The credentials.</param>
    /// <param name="cancellationToken">Ends the wait for a credential.</param>
    /// <exception cref="CredentialException">No credential could be had.</exception>
    public static async Task<NodeIdentity?> ReadAsync(ICredentialSource credentials, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        return await credentials.GetAsync(cancellationToken).ConfigureAwait(false) is { Scheme: "Bearer", Parameter: { } token } ? FromToken(token) : null;
    }
}

internal sealed record TokenClaimsDto([property: JsonPropertyName("kubernetes.io")] KubernetesClaimsDto? Kubernetes);

internal sealed record KubernetesClaimsDto(NodeClaimDto? Node);

internal sealed record NodeClaimDto(string? Name, string? Uid);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TokenClaimsDto))]
internal sealed partial class TokenContext : JsonSerializerContext;
