using System.Collections.Immutable;

namespace ClusterProbe.Core.Facts;

/// <summary>The API server's version and what it serves.</summary>
/// <param name="GitVersion">Such as <c>v1.37.2</c> or <c>v1.30.5-gke.1014001</c>.</param>
/// <param name="Major">The major version, 0 when it can't be read.</param>
/// <param name="Minor">The minor version, 0 when it can't be read.</param>
/// <param name="Resources">Served resources as <c>plural.group/version</c>, core ones as <c>plural/version</c>.</param>
/// <param name="UnavailableGroups">API groups (<c>group/version</c>) whose server does not answer now.</param>
public sealed record ServerFacts(
    string GitVersion,
    int Major,
    int Minor,
    ImmutableHashSet<string> Resources,
    ImmutableArray<string> UnavailableGroups)
{
    /// <summary>Whether the resource is served in that version.</summary>
    /// <param name="group">The API group, empty for core.</param>
    /// <param name="version">The version, such as <c>v1</c>.</param>
    /// <param name="resource">The plural.</param>
    public bool Serves(string group, string version, string resource)
        => Resources.Contains(group.Length == 0 ? $"{resource}/{version}" : $"{resource}.{group}/{version}");

    /// <summary>Why it can't be told whether objects of a resource exist; null when it can: the resource is served in none but known versions.</summary>
    /// <param name="group">The API group, not core.</param>
    /// <param name="resource">The plural.</param>
    /// <param name="known">The versions that this program reads.</param>
    public UnknownCause? WhyUnreadable(string group, string resource, IEnumerable<string> known)
    {
        var prefix = $"{resource}.{group}/";
        ImmutableArray<string> others = [.. Resources.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Select(name => name[prefix.Length..]).Except(known).Order(StringComparer.Ordinal)];
        return IsUnavailable(group) ? new UnknownCause(UnknownReason.NotServed, $"the API group {group} does not answer now")
            : others.IsEmpty ? null
            : new UnknownCause(UnknownReason.NotServed, $"{resource}.{group} is served as {string.Join(", ", others)} only, which this version does not know");
    }

    /// <summary>Whether some version of the group can't answer now, so that absence of its resources proves nothing.</summary>
    /// <param name="group">The API group.</param>
    public bool IsUnavailable(string group) => UnavailableGroups.Any(name => name.StartsWith(group + "/", StringComparison.Ordinal));
}
