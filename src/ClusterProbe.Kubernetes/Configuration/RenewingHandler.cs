using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ClusterProbe.Kubernetes.Configuration;

/// <summary>Connects anew when the file with the certificate authorities changes, as it does when a cluster renews them.</summary>
/// <remarks>
/// The file is looked at on the way of a request, at most every <see cref="Interval"/>, and at once after a handshake that failed. The
/// handler before the current one lives on, so that requests and watches that began on it can end.
/// </remarks>
/// <param name="file">The file, in PEM.</param>
/// <param name="initial">The authorities that were read from it at first.</param>
/// <param name="create">Makes a handler that trusts authorities.</param>
/// <param name="time">The clock.</param>
internal sealed class RenewingHandler(string file, X509Certificate2Collection initial, Func<X509Certificate2Collection, HttpMessageHandler> create, TimeProvider time)
    : HttpMessageHandler
{
    /// <summary>How often the file is looked at.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private HttpMessageInvoker _current = new(create(initial));
    private HttpMessageInvoker? _previous;
    private X509Certificate2Collection _authorities = initial;
    private long _lookedAt = time.GetTimestamp();
    private bool _handshakeFailed;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await Current().SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.SecureConnectionError)
        {
            lock (_lock) _handshakeFailed = true;
            throw;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _current.Dispose();
            _previous?.Dispose();
        }

        base.Dispose(disposing);
    }

    private HttpMessageInvoker Current()
    {
        lock (_lock)
        {
            if (_handshakeFailed || time.GetElapsedTime(_lookedAt) >= Interval)
            {
                (_handshakeFailed, _lookedAt) = (false, time.GetTimestamp());
                if (Read() is { Count: > 0 } authorities && !IsSame(authorities)) Renew(authorities);
            }

            return _current;
        }
    }

    private void Renew(X509Certificate2Collection authorities)
    {
        _previous?.Dispose();
        (_previous, _current, _authorities) = (_current, new HttpMessageInvoker(create(authorities)), authorities);
    }

    private bool IsSame(X509Certificate2Collection authorities)
        => authorities.Count == _authorities.Count && authorities.Zip(_authorities).All(pair => pair.First.RawDataMemory.Span.SequenceEqual(pair.Second.RawDataMemory.Span));

    private X509Certificate2Collection? Read()
    {
        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(file);
            return authorities;
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            // Half written or gone for a moment: what was trusted so far is trusted until something better is there.
            return null;
        }
    }
}
