using System.Collections.Immutable;
using ClusterProbe.Core.Nodes;

namespace ClusterProbe.Agent.Nodes;

/// <summary>Looks at the node: its files at each look, its network less often.</summary>
/// <remarks>
/// Thousands of nodes look up the same names and connect to the same hosts. These are therefore tried every five minutes, and at once when
/// the profiles name others. Not for several callers at once.
/// </remarks>
/// <param name="reader">Reads the files.</param>
/// <param name="prober">Tries the network.</param>
/// <param name="time">The clock.</param>
public sealed class NodeObserver(NodeFactReader reader, EndpointProber prober, TimeProvider time)
{
    /// <summary>A name that every cluster's DNS has, whatever the cluster's domain is called.</summary>
    public const string ClusterName = "kubernetes.default.svc";

    private NetworkLook? last;

    /// <summary>How long a look at the network is good for.</summary>
    public TimeSpan NetworkInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>All that can be learned about the node now.</summary>
    /// <param name="targets">The endpoints of all profiles.</param>
    /// <param name="skew">How far the node's clock is from the API server's; null when it was not measured.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public async Task<NodeFacts> ObserveAsync(ImmutableArray<EndpointTarget> targets, ClockSkew? skew, CancellationToken cancellationToken)
    {
        if (last is not { } look || time.GetUtcNow() - look.At >= NetworkInterval || !look.Targets.SequenceEqual(targets))
        {
            look = new(
                time.GetUtcNow(),
                targets,
                await prober.LookUpAsync(ClusterName, cancellationToken).ConfigureAwait(false),
                await prober.ProbeAsync(targets, cancellationToken).ConfigureAwait(false));
            last = look;
        }

        return reader.Read() with { ClusterDns = look.ClusterDns, Endpoints = look.Endpoints, ClockSkew = skew };
    }

    private sealed record NetworkLook(DateTimeOffset At, ImmutableArray<EndpointTarget> Targets, NameLookup ClusterDns, ImmutableArray<EndpointResult> Endpoints);
}
