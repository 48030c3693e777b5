using System.Net.Http.Headers;
using System.Text;

namespace ClusterProbe.Kubernetes.Configuration;

/// <summary>Gives the Authorization header of each request.</summary>
public interface ICredentialSource
{
    /// <summary>The header, or null for none.</summary>
    /// <param name="cancellationToken">Ends the wait for a credential.</param>
    /// <exception cref="CredentialException">No credential could be had.</exception>
    ValueTask<AuthenticationHeaderValue?> GetAsync(CancellationToken cancellationToken);

    /// <summary>Gets another credential where that is possible. Whether there is another one, with which the request is worth repeating.</summary>
    /// <param name="refused">The header that the server answered with 401.</param>
    /// <param name="cancellationToken">Ends the wait for a credential.</param>
    /// <exception cref="CredentialException">No credential could be had.</exception>
    ValueTask<bool> RenewAsync(AuthenticationHeaderValue refused, CancellationToken cancellationToken) => ValueTask.FromResult(false);
}

/// <summary>No header: anonymous, or authenticated by the client's certificate.</summary>
public sealed class AnonymousCredentials : ICredentialSource
{
    private AnonymousCredentials()
    {
    }

    /// <summary>The only instance.</summary>
    public static AnonymousCredentials Instance { get; } = new();

    /// <inheritdoc/>
    public ValueTask<AuthenticationHeaderValue?> GetAsync(CancellationToken cancellationToken) => default;
}

/// <summary>A fixed header: a token, or user name and password.</summary>
/// <param name="header">The header.</param>
public sealed class FixedCredentials(AuthenticationHeaderValue header) : ICredentialSource
{
    /// <summary>A bearer token.</summary>
    /// <param name="token">The token.</param>
    /// <exception cref="CredentialException">It is none.</exception>
    public static FixedCredentials Bearer(string token) => new(BearerToken.Header(token, "the field token"));

    /// <summary>A user name and password.</summary>
    /// <param name="user">The name.</param>
    /// <param name="password">The password.</param>
    public static FixedCredentials Basic(string user, string password)
        => new(new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))));

    /// <inheritdoc/>
    public ValueTask<AuthenticationHeaderValue?> GetAsync(CancellationToken cancellationToken) => new(header);
}

/// <summary>A token in a file that somebody else renews, as the kubelet does: read again for each request.</summary>
/// <param name="path">The file.</param>
public sealed class TokenFileCredentials(string path) : ICredentialSource
{
    /// <inheritdoc/>
    public async ValueTask<AuthenticationHeaderValue?> GetAsync(CancellationToken cancellationToken)
    {
        try
        {
            var token = await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false);
            return BearerToken.Header(token.Trim(), $"the token file {path}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CredentialException($"the token file {path} can't be read: {exception.Message}");
        }
    }
}

/// <summary>The header of a bearer token.</summary>
internal static class BearerToken
{
    /// <summary>Whether this can be a token at all (RFC 6750): line breaks and the like would break the request.</summary>
    public static bool IsWellFormed(string token) => token.Length > 0 && token.All(character => character is > ' ' and <= '~');

    /// <exception cref="CredentialException">It is none.</exception>
    public static AuthenticationHeaderValue Header(string token, string source)
        => IsWellFormed(token) ? new AuthenticationHeaderValue("Bearer", token) : throw new CredentialException($"{source} holds no token");
}
