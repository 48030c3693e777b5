using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ClusterProbe.Testing;

/// <summary>Answers one request per connection with exactly these bytes, which no HTTP server library would send, and hangs up.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly X509Certificate2? _certificate;
    private readonly Func<RawRequest, Stream, CancellationToken, Task> _answer;
    private readonly Task _accepting;
    private int _requests;

    private RawServer(X509Certificate2? certificate, Func<RawRequest, Stream, CancellationToken, Task> answer)
    {
        (_certificate, _answer) = (certificate, answer);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Its address.</summary>
    public Uri Address => new($"{(_certificate is null ? "http" : "https")}://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>How many requests have arrived.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Starts a server that does anything with the connection once the request's head has been read.</summary>
    public static RawServer Start(Func<RawRequest, Stream, CancellationToken, Task> answer, X509Certificate2? certificate = null) => new(certificate, answer);

    /// <summary>Starts a server that gives these answers in turn, and the last one ever after.</summary>
    public static RawServer Start(params IReadOnlyList<string> answers)
        => new(null, (request, stream, token) => stream.WriteAsync(Encoding.UTF8.GetBytes(answers[Math.Min(request.Number, answers.Count) - 1]), token).AsTask());

    /// <summary>A complete answer.</summary>
    /// <param name="status">Such as <c>200 OK</c>.</param>
    public static string Answer(string status, string body = "", params IEnumerable<string> headers)
        => $"HTTP/1.1 {status}\r\n{string.Concat(headers.Select(header => header + "\r\n"))}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true) connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                Stream stream = client.GetStream();
                if (_certificate is not null)
                {
                    var tls = new SslStream(stream);
                    await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
                    stream = tls;
                }

                await using (stream)
                {
                    var head = await ReadHeadAsync(stream);
                    await _answer(new RawRequest(Interlocked.Increment(ref _requests), head), stream, _stop.Token);
                }
            }
            catch (Exception exception) when (exception is IOException or AuthenticationException or OperationCanceledException)
            {
                // The client went away, as the test wanted it to.
            }
        }
    }

    private async Task<string> ReadHeadAsync(Stream stream)
    {
        var head = new StringBuilder();
        var buffer = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(buffer, _stop.Token);
            head.Append((char)buffer[0]);
            if (!char.IsAsciiLetter(head[0])) break; // Not HTTP; a server does not wait for the end of that.
        }

        return head.ToString();
    }
}

/// <summary>A request that has arrived.</summary>
/// <param name="Number">Which one, from 1.</param>
/// <param name="Head">Its request line and headers.</param>
internal sealed record RawRequest(int Number, string Head);
