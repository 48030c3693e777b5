using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Access;

/// <summary>Finds out which ServiceAccount creates the build pods.</summary>
public static class IdentityDiscovery
{
    /// <summary>The identity that the profile names, or otherwise the one under which all of the CI system's workloads run.</summary>
    /// <param name="profile">What ready means.</param>
    /// <param name="ciSystem">The CI system's workloads.</param>
    public static Fact<CiIdentity> Find(Profile profile, CiSystemFacts ciSystem)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(ciSystem);
        if (profile.CiIdentity is { } given) return Fact.Known(new CiIdentity(given, IdentitySource.Given));
        if (ciSystem.Workloads.IsUnknown(out var cause)) return Fact.Unknown<CiIdentity>(cause);
        if (!ciSystem.Workloads.IsKnown(out var inventory)) return Fact.Absent<CiIdentity>();
        var accounts = inventory.Workloads.Select(workload => workload.Account).Distinct().ToList();
        return accounts switch
        {
            [] when inventory.ControllersUnknown is { } unknown => Fact.Unknown<CiIdentity>(unknown),
            [] => Fact.Absent<CiIdentity>(),
            [var account] => Fact.Known(new CiIdentity(account, IdentitySource.Discovered)),
            _ => Fact.Unknown<CiIdentity>(new UnknownCause(
                UnknownReason.Undecided,
                $"the workloads run under different ServiceAccounts ({string.Join(", ", accounts)}), and nothing says which of them creates the build pods")),
        };
    }
}
