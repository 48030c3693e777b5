using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using ClusterProbe.Core.Mesh;

namespace ClusterProbe.UnitTests.Mesh;

/// <summary>
/// Policies as text: <c>root/default@1 STRICT; build/w@3 [app=ci] - {20001: DISABLE}</c>. A smaller age is older, <c>[]</c> is an empty
/// selector object, <c>-</c> is a policy without a mode, <c>%rev</c> after the age a revision label.
/// </summary>
internal static partial class PolicyNotation
{
    public static ImmutableArray<PeerAuthentication> Parse(string text)
        => [.. text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(ParseOne)];

    public static ImmutableSortedDictionary<string, string> Labels(string text)
        => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('='))
            .ToImmutableSortedDictionary(pair => pair[0], pair => pair[1]);

    private static PeerAuthentication ParseOne(string text)
    {
        var match = Policy().Match(text);
        if (!match.Success) throw new FormatException(text);
        var @namespace = match.Groups["namespace"].Value;
        return new PeerAuthentication(
            @namespace == "root" ? "istio-system" : @namespace,
            match.Groups["name"].Value,
            DateTimeOffset.UnixEpoch.AddSeconds(int.Parse(match.Groups["age"].Value, CultureInfo.InvariantCulture)))
        {
            Revision = match.Groups["revision"] is { Success: true } revision ? revision.Value : null,
            MatchLabels = match.Groups["selector"] is { Success: true } selector ? Labels(selector.Value) : null,
            Mode = ModeOf(match.Groups["mode"].Value),
            Ports =
            [
                .. match.Groups["ports"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .Select(entry => entry.Split(':', StringSplitOptions.TrimEntries))
                    .Select(entry => new PortMtls(int.Parse(entry[0], CultureInfo.InvariantCulture), ModeOf(entry[1]))),
            ],
        };
    }

    private static MtlsMode ModeOf(string text) => text == "-" ? MtlsMode.Unset : Enum.Parse<MtlsMode>(text, ignoreCase: true);

    [GeneratedRegex(@"\A(?<namespace>[^/]+)/(?<name>[^@]+)@(?<age>\d+)(%(?<revision>\S*))?( \[(?<selector>[^\]]*)\])? (?<mode>\S+)( \{(?<ports>.*)\})?\z")]
    private static partial Regex Policy();
}
