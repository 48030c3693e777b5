using System.Net;
using System.Net.Http.Headers;
using System.Reflection;

namespace ClusterProbe.Kubernetes.Configuration;

/// <summary>Says with each request who sends it, and for whom.</summary>
/// <param name="connection">As whom.</param>
/// <param name="groups">The groups to act as a member of, when there are several; otherwise null.</param>
internal sealed class AuthenticationHandler(ClusterConnection connection, HeaderLines? groups) : DelegatingHandler
{
    /// <summary>The header of each group to act as a member of.</summary>
    public const string GroupHeader = "Impersonate-Group";

    private static readonly ProductInfoHeaderValue UserAgent =
        new("clusterprobe", typeof(ApiHttp).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.UserAgent.Add(UserAgent);
        var credential = await connection.Credentials.GetAsync(cancellationToken).ConfigureAwait(false);
        request.Headers.Authorization = credential;
        if (connection.Impersonate is { } somebody) Impersonate(request, somebody);

        // The Host header is what both the TLS server name and its verification follow.
        if (connection.TlsServerName is { } name) request.Headers.Host = name;
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Unauthorized || credential is null) return response;
        if (!await connection.Credentials.RenewAsync(credential, cancellationToken).ConfigureAwait(false)) return response;
        response.Dispose();
        request.Headers.Authorization = await connection.Credentials.GetAsync(cancellationToken).ConfigureAwait(false);
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private void Impersonate(HttpRequestMessage request, Impersonation somebody)
    {
        request.Headers.Add("Impersonate-User", somebody.User);
        if (groups is null)
        {
            if (!somebody.Groups.IsEmpty) request.Headers.Add(GroupHeader, somebody.Groups[0]);
            return;
        }

        // Only the head of an HTTP/1.1 request is text in which a line can become several.
        request.Headers.Add(GroupHeader, groups.Placeholder);
        request.Version = HttpVersion.Version11;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
    }
}
