using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using ClusterProbe.Core.Nodes;

namespace ClusterProbe.Agent.Nodes;

/// <summary>Tries endpoints from the node: resolves, connects, shakes hands, and sends nothing else.</summary>
/// <param name="time">The clock.</param>
/// <param name="options">How.</param>
public sealed class EndpointProber(TimeProvider time, EndpointProberOptions options)
{
    private readonly NameResolver names = new(time, options);
    private readonly TlsHandshake handshake = new(time, options);

    /// <summary>Resolves a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<NameLookup> LookUpAsync(string name, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var (_, failure) = await names.ResolveAsync(name, cancellationToken).ConfigureAwait(false);
        return new(name, failure, time.GetElapsedTime(started));
    }

    /// <summary>Tries all endpoints; one that several profiles name is tried once.</summary>
    /// <param name="targets">The endpoints.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The results, in the order of the targets.</returns>
    public async Task<ImmutableArray<EndpointResult>> ProbeAsync(ImmutableArray<EndpointTarget> targets, CancellationToken cancellationToken)
    {
        var distinct = targets.DistinctBy(AddressOf).ToArray();
        var results = new EndpointResult[distinct.Length];
        var limit = new ParallelOptions { MaxDegreeOfParallelism = options.Concurrency, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, distinct.Length, limit, async (index, token) => results[index] = await TryAsync(distinct[index], token).ConfigureAwait(false)).ConfigureAwait(false);
        var byAddress = distinct.Zip(results).ToDictionary(pair => AddressOf(pair.First), pair => pair.Second);
        return [.. targets.Select(target => byAddress[AddressOf(target)] with { Profile = target.Profile, Endpoint = target.Endpoint })];
    }

    private static (string Host, int Port, bool Tls) AddressOf(EndpointTarget target) => (target.Endpoint.Host, target.Endpoint.Port, target.Endpoint.Tls);

    private async Task<EndpointResult> TryAsync(EndpointTarget target, CancellationToken cancellationToken)
    {
        var result = new EndpointResult(target.Profile, target.Endpoint);
        IPAddress[] addresses;
        if (IPAddress.TryParse(target.Endpoint.Host, out var address))
        {
            addresses = [address];
        }
        else
        {
            var started = time.GetTimestamp();
            var (resolved, failure) = await names.ResolveAsync(target.Endpoint.Host, cancellationToken).ConfigureAwait(false);
            if (failure is not null) return result with { Failure = failure };
            result = result with { NameLatency = time.GetElapsedTime(started) };
            addresses = resolved;
        }

        return await ConnectAsync(result, addresses, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Tries the addresses one after the other; each has its share of the time, so that one that swallows packets does not hide the next.</summary>
    private async Task<EndpointResult> ConnectAsync(EndpointResult result, IPAddress[] addresses, CancellationToken cancellationToken)
    {
        EndpointFailure? failure = null;
        foreach (var address in addresses)
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            var started = time.GetTimestamp();
            using var clock = new CancellationTokenSource(options.ConnectTimeout / addresses.Length, time);
            using var limited = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);
            try
            {
                await socket.ConnectAsync(address, result.Endpoint.Port, limited.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                failure ??= EndpointFailure.ConnectionTimedOut;
                continue;
            }
            catch (SocketException exception)
            {
                failure ??= Classify(exception.SocketErrorCode);
                continue;
            }

            result = result with { ConnectLatency = time.GetElapsedTime(started) };
            return result.Endpoint.Tls ? await handshake.ShakeAsync(result, socket, cancellationToken).ConfigureAwait(false) : result;
        }

        return result with { Failure = failure ?? EndpointFailure.NoRoute };
    }

    private static EndpointFailure Classify(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => EndpointFailure.ConnectionRefused,
        SocketError.TimedOut => EndpointFailure.ConnectionTimedOut,
        SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.NetworkDown or SocketError.HostDown
            or SocketError.AddressNotAvailable or SocketError.AccessDenied => EndpointFailure.NoRoute,
        _ => EndpointFailure.ConnectionFailed,
    };
}
