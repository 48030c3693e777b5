using System.Net;
using System.Net.Sockets;
using ClusterProbe.Core.Nodes;

namespace ClusterProbe.Agent.Nodes;

/// <summary>Resolves names as pods do, within a time.</summary>
internal sealed class NameResolver(TimeProvider time, EndpointProberOptions options)
{
    /// <summary>More addresses of a name are not tried.</summary>
    private const int MostAddresses = 4;

    /// <summary>The addresses, or why there are none.</summary>
    /// <remarks>
    /// Resolvers in pods append up to five search domains to a name with few dots, before they try it as it is. Names of other hosts are
    /// asked for as absolute ones first, which spares the cluster's DNS ten questions each from thousands of nodes.
    /// </remarks>
    public async Task<(IPAddress[] Addresses, EndpointFailure? Failure)> ResolveAsync(string name, CancellationToken cancellationToken)
    {
        var isLocal = !name.Contains('.', StringComparison.Ordinal) || name.EndsWith(".svc", StringComparison.Ordinal) || name.EndsWith('.');
        if (!isLocal)
        {
            var absolute = await AskAsync($"{name}.", cancellationToken).ConfigureAwait(false);
            if (absolute.Failure != EndpointFailure.NameNotFound) return absolute;
        }

        return await AskAsync(name, cancellationToken).ConfigureAwait(false);
    }

    private async Task<(IPAddress[] Addresses, EndpointFailure? Failure)> AskAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            // The system's resolver can't be cancelled: it is left behind.
            var addresses = await options.Resolve(name, cancellationToken).WaitAsync(options.NameTimeout, time, cancellationToken).ConfigureAwait(false);
            return addresses.Length == 0 ? ([], EndpointFailure.NameNotFound) : (addresses[..Math.Min(addresses.Length, MostAddresses)], null);
        }
        catch (TimeoutException)
        {
            return ([], EndpointFailure.NameTimedOut);
        }
        catch (SocketException exception)
        {
            return ([], exception.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData ? EndpointFailure.NameNotFound : EndpointFailure.NameServerFailed);
        }
        catch (ArgumentException)
        {
            return ([], EndpointFailure.NameNotFound);
        }
    }
}
