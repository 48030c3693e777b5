using System.Collections.Immutable;
using ClusterProbe.Core.Facts;

namespace ClusterProbe.Core.CiSystems;

/// <summary>How many builds Harness delegates can look after at the same time, by the vendor's sizing table.</summary>
public static class DelegateCapacity
{
    /// <summary>Parallel builds for one replica of the documented size.</summary>
    public const int BuildsPerReplica = 10;

    /// <summary>The documented memory of a replica, in bytes: 2 GB.</summary>
    public const long ReplicaMemory = 2_000_000_000;

    /// <summary>The documented CPU of a replica, in milli-CPU.</summary>
    public const long ReplicaCpu = 500;

    /// <summary>The parallel builds that all replicas together are sized for.</summary>
    /// <param name="delegates">The delegates.</param>
    public static int Builds(ImmutableArray<CiWorkload> delegates) => delegates.Sum(workload => workload.Replicas) * BuildsPerReplica;

    /// <summary>How many replicas that number of parallel builds takes.</summary>
    /// <param name="builds">Parallel builds, 0 or more.</param>
    public static int ReplicasFor(int builds) => (int)Math.Ceiling(builds / (double)BuildsPerReplica);

    /// <summary>Whether a replica reserves less than the documented size, so that the table does not hold for it.</summary>
    /// <param name="workload">The delegate.</param>
    public static bool IsUndersized(CiWorkload workload)
    {
        ArgumentNullException.ThrowIfNull(workload);
        return workload.Requests["memory"] < ReplicaMemory || workload.Requests["cpu"] < ReplicaCpu;
    }
}
