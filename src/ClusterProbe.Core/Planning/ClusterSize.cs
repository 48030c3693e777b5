using System.Collections.Immutable;

namespace ClusterProbe.Core.Planning;

/// <summary>A size of node for which the vendor says how many are needed: 2 GB of memory and 25 GB of disk for each CPU.</summary>
/// <param name="Cpus">CPUs of a node.</param>
public sealed record NodeSize(int Cpus)
{
    /// <summary>4 CPUs, 8 GB, 100 GB of disk.</summary>
    public static NodeSize Small { get; } = new(4);

    /// <summary>8 CPUs, 16 GB, 200 GB of disk.</summary>
    public static NodeSize Large { get; } = new(8);
}

/// <summary>A range of numbers of nodes.</summary>
/// <param name="Low">With small or few builds.</param>
/// <param name="High">With large or many builds.</param>
public readonly record struct NodeRange(int Low, int High);

/// <summary>How many nodes the builds of so many pull requests need: a rough estimate of the vendor.</summary>
/// <remarks>
/// The vendor's table has three rows. Between them the numbers are interpolated linearly, and outside them they are proportional to the
/// nearest row.
/// </remarks>
public static class ClusterSize
{
    private static readonly ImmutableArray<(int PullRequests, NodeRange Small, NodeRange Large)> Table =
    [
        (100, new(19, 26), new(11, 15)),
        (500, new(87, 121), new(45, 62)),
        (1000, new(172, 239), new(89, 123)),
    ];

    /// <summary>The number of nodes.</summary>
    /// <param name="pullRequestsPerDay">Pull requests built on a day, at least 1.</param>
    /// <param name="size">The size of the nodes.</param>
    public static NodeRange NodesFor(int pullRequestsPerDay, NodeSize size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pullRequestsPerDay, 1);
        var above = Table.FirstOrDefault(row => row.PullRequests >= pullRequestsPerDay, Table[^1]);
        var below = Table.LastOrDefault(row => row.PullRequests < above.PullRequests && pullRequestsPerDay < above.PullRequests);
        if (pullRequestsPerDay > above.PullRequests) below = default;
        return new NodeRange(Interpolate(range => range.Low), Interpolate(range => range.High));

        int Interpolate(Func<NodeRange, int> bound)
        {
            var (low, high) = (bound(Column(below)), bound(Column(above)));
            var share = (double)(pullRequestsPerDay - below.PullRequests) / (above.PullRequests - below.PullRequests);
            return (int)Math.Ceiling(low + ((high - low) * share));
        }

        NodeRange Column((int, NodeRange Small, NodeRange Large) row) => size == NodeSize.Large ? row.Large : row.Small;
    }
}
