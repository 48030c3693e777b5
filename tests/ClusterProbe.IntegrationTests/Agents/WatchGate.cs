using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ClusterProbe.IntegrationTests.Agents;

/// <summary>Stands between agents and the API server, forwards everything, and can end the watches and hold new ones back for a while.</summary>
internal sealed class WatchGate : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ControlPlane _controlPlane;
    private readonly byte[] _expired = Encoding.UTF8.GetBytes("\"code\":410");
    private CancellationTokenSource _open = new();
    private TaskCompletionSource _opens = new();
    private int _expiries;

    private WatchGate(WebApplication application, ControlPlane controlPlane)
    {
        (_application, _controlPlane) = (application, controlPlane);
        _opens.SetResult();
    }

    /// <summary>Where it is.</summary>
    public Uri Address => new(_application.Urls.Single());

    /// <summary>How many watches the API server has refused with 410.</summary>
    public int Expiries => Volatile.Read(ref _expiries);

    /// <summary>Starts it, open.</summary>
    public static async Task<WatchGate> StartAsync(ControlPlane controlPlane, CancellationToken cancellationToken)
    {
        var certificate = controlPlane.Authority.IssueServing("127.0.0.1");
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var application = builder.Build();
        var gate = new WatchGate(application, controlPlane);
        application.Run(gate.ForwardAsync);
        await application.StartAsync(cancellationToken);
        return gate;
    }

    /// <summary>Ends the watches as a server does whose time for them is over, and holds new ones back.</summary>
    public async Task CloseAsync()
    {
        _opens = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _open.CancelAsync();
    }

    /// <summary>Lets watches through.</summary>
    public void Open()
    {
        _open = new CancellationTokenSource();
        _opens.SetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await _open.CancelAsync();
        await _application.DisposeAsync();
    }

    /// <summary>Without credentials, those of the agents are passed on; and one for each request, so that none waits for a connection that another began before a restart.</summary>
    private HttpClient CreateClient()
    {
        var trusted = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trusted.CustomTrustStore.Add(_controlPlane.Authority.Certificate);
        return new HttpClient(new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = trusted } }) { BaseAddress = _controlPlane.Server, Timeout = Timeout.InfiniteTimeSpan };
    }

    private async Task ForwardAsync(HttpContext context)
    {
        var isWatch = context.Request.Query.ContainsKey("watch");
        if (isWatch) await _opens.Task.WaitAsync(context.RequestAborted);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, isWatch ? _open.Token : CancellationToken.None);
        using var request = RequestOf(context.Request);
        using var server = CreateClient();
        using var response = await server.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        foreach (var name in new[] { "Warning", "Retry-After" })
        {
            if (response.Headers.TryGetValues(name, out var values)) context.Response.Headers.Append(name, values.ToArray());
        }

        await using var body = await response.Content.ReadAsStreamAsync(context.RequestAborted);
        try
        {
            await CopyAsync(body, context.Response.Body, isWatch, end.Token);
        }
        catch (OperationCanceledException) when (isWatch && !context.RequestAborted.IsCancellationRequested)
        {
            // To return is to end the answer in good order.
        }
    }

    private async Task CopyAsync(Stream from, Stream to, bool isWatch, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 << 10];
        for (int read; (read = await from.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (isWatch && buffer.AsSpan(0, read).IndexOf(_expired) >= 0) Interlocked.Increment(ref _expiries);
            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            await to.FlushAsync(cancellationToken);
        }
    }

    private static HttpRequestMessage RequestOf(HttpRequest incoming)
    {
        var request = new HttpRequestMessage(new HttpMethod(incoming.Method), $"{incoming.Path}{incoming.QueryString}".TrimStart('/'));
        if (incoming.ContentLength > 0 || incoming.Headers.TransferEncoding.Count > 0)
        {
            request.Content = new StreamContent(incoming.Body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", incoming.ContentType);
        }

        foreach (var name in new[] { "Accept", "Authorization" }) request.Headers.TryAddWithoutValidation(name, incoming.Headers[name].ToString());
        return request;
    }
}
