using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ClusterProbe.IntegrationTests.Agents;

/// <summary>Stands between agents and the API server, forwards everything, and can end the watches and hold new ones back for a while.</summary>
internal sealed class WatchGate : IAsyncDisposable
{
    private static readonly byte[] Expired = "\"code\":410"u8.ToArray();

    private readonly ControlPlane _controlPlane;
    private WebApplication? _application;
    private CancellationTokenSource _open = new();
    private TaskCompletionSource _opens = new();
    private int _expiries;

    private WatchGate(ControlPlane controlPlane)
    {
        _controlPlane = controlPlane;
        _opens.SetResult();
    }

    /// <summary>Where it is.</summary>
    public Uri Address => new(_application!.Urls.Single());

    /// <summary>How many watches the API server has refused with 410.</summary>
    public int Expiries => Volatile.Read(ref _expiries);

    /// <summary>Starts it, open.</summary>
    public static async Task<WatchGate> StartAsync(ControlPlane controlPlane)
    {
        var gate = new WatchGate(controlPlane);
        gate._application = await LoopbackHost.StartAsync(gate.ForwardAsync, controlPlane.Authority.IssueServing("127.0.0.1"));
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
        await _application!.DisposeAsync();
    }

    private async Task ForwardAsync(HttpContext context)
    {
        var isWatch = context.Request.Query.ContainsKey("watch");
        if (isWatch) await _opens.Task.WaitAsync(context.RequestAborted);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, isWatch ? _open.Token : CancellationToken.None);
        using var request = context.Request.ToMessage();

        // A client for each request: none waits for a connection that another request began before a restart.
        using var server = _controlPlane.CreateHttpClient(AuthenticationHeaderValue.Parse(context.Request.Headers.Authorization.ToString()).Parameter!);
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
            if (isWatch && buffer.AsSpan(0, read).IndexOf(Expired) >= 0) Interlocked.Increment(ref _expiries);
            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            await to.FlushAsync(cancellationToken);
        }
    }
}
