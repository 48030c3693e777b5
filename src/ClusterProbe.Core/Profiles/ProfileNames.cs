using System.Collections.Immutable;

namespace ClusterProbe.Core.Profiles;

/// <summary>The names by which users ask for things, in flags and in profile documents.</summary>
public static class ProfileNames
{
    /// <summary>The CI systems: <c>--for NAME</c>, <c>spec.ciSystem</c>.</summary>
    public static ImmutableSortedDictionary<string, CiSystem> CiSystems { get; } =
        Enum.GetValues<CiSystem>().ToImmutableSortedDictionary(BuiltInProfiles.NameOf, system => system, StringComparer.Ordinal);

    /// <summary>The capabilities: <c>--require NAME</c>, <c>spec.require</c>.</summary>
    public static ImmutableSortedDictionary<string, Capability> Capabilities { get; } =
        Enum.GetValues<Capability>().ToImmutableSortedDictionary(NameOf, capability => capability, StringComparer.Ordinal);

    /// <summary>The name of a capability, such as <c>docker-in-docker</c>.</summary>
    /// <param name="capability">The capability.</param>
    public static string NameOf(Capability capability) => capability switch
    {
        Capability.DockerInDocker => "docker-in-docker",
        Capability.RootBuilds => "root-builds",
        Capability.WindowsBuilds => "windows-builds",
        _ => throw new ArgumentOutOfRangeException(nameof(capability)),
    };
}
