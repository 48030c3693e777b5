using System.Globalization;
using System.Text.RegularExpressions;
using ClusterProbe.Core.Facts;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ClusterProbe.Core.Autoscaling;

/// <summary>Reads what Cluster Autoscaler writes into its status ConfigMap: text before 1.30, YAML since.</summary>
/// <remarks>Source: kubernetes/autoscaler <c>cluster-autoscaler/clusterstate</c>.</remarks>
public static partial class ClusterAutoscalerStatusReader
{
    private const string TextStart = "Cluster-autoscaler status at ";

    /// <summary>Reads the status; null when it is neither of the two formats.</summary>
    /// <param name="status">The value of the key <c>status</c>.</param>
    public static ClusterAutoscalerStatus? Read(string status)
    {
        ArgumentNullException.ThrowIfNull(status);
        return status.StartsWith(TextStart, StringComparison.Ordinal) ? ReadText(status) : ReadYaml(status);
    }

    /// <summary>A time as Go prints it (<c>2020-11-25 08:19:44.090873082 +0000 UTC</c>), to the second; null when it is none.</summary>
    /// <param name="text">The time.</param>
    public static DateTimeOffset? ReadTime(string? text)
        => text is not null && GoTime().Match(text) is { Success: true } match
            && DateTimeOffset.TryParse($"{match.Groups[1].Value}T{match.Groups[2].Value}{Offset(match)}", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUniversalTime()
            : null;

    /// <summary>Cluster Autoscaler prints its local time.</summary>
    private static string Offset(Match time) => time.Groups[3].Success ? $"{time.Groups[3].Value}:{time.Groups[4].Value}" : "Z";

    private static ClusterAutoscalerStatus ReadText(string status)
    {
        var groups = status.IndexOf("\nNodeGroups:", StringComparison.Ordinal);
        return new ClusterAutoscalerStatus(
            status.Contains("\nCluster-wide:", StringComparison.Ordinal) ? "Running" : "Initializing",
            ReadTime(status[TextStart.Length..]),
            groups < 0 ? [] : [.. TextGroup().Split(status[groups..]).Skip(1).Select(ReadTextGroup)])
        {
            Health = TextHealth().Match(groups < 0 ? status : status[..groups]).Groups[1].Value,
        };
    }

    private static AutoscaledNodeGroup ReadTextGroup(string group)
    {
        var scaleUp = TextScaleUp().Match(group);
        return new AutoscaledNodeGroup(
            group.Split('\n', 2)[0].Trim(), scaleUp.Groups[1].Value, Number(TextTarget().Match(group)), Number(TextMaximum().Match(group)), "");
    }

    private static int? Number(Match match) => int.TryParse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static ClusterAutoscalerStatus? ReadYaml(string status)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(status));
            if (stream.Documents is not [{ RootNode: YamlMappingNode root }] || Text(root, "autoscalerStatus") is not { Length: > 0 } state) return null;
            return new ClusterAutoscalerStatus(
                state,
                ReadTime(Text(root, "time")),
                Child(root, "nodeGroups") is YamlSequenceNode groups ? [.. groups.OfType<YamlMappingNode>().Select(ReadYamlGroup)] : [])
            {
                Health = Text(Child(Child(root, "clusterWide"), "health"), "status"),
            };
        }
        catch (YamlException)
        {
            return null;
        }
    }

    private static AutoscaledNodeGroup ReadYamlGroup(YamlMappingNode group)
    {
        var (health, scaleUp) = (Child(group, "health"), Child(group, "scaleUp"));
        var backoff = Child(scaleUp, "backoffInfo");
        return new AutoscaledNodeGroup(
            Text(group, "name"),
            Text(scaleUp, "status"),
            Number(health, "cloudProviderTarget"),
            Number(health, "maxSize"),
            string.Join(": ", new[] { Text(backoff, "errorCode"), Text(backoff, "errorMessage") }.Where(text => text.Length > 0)));
    }

    private static YamlNode? Child(YamlNode? node, string key)
        => node is YamlMappingNode mapping && mapping.Children.TryGetValue(key, out var child) ? child : null;

    private static string Text(YamlNode? node, string key) => Child(node, key) is YamlScalarNode { Value: { } value } ? value : "";

    private static int? Number(YamlNode? node, string key) => int.TryParse(Text(node, key), CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"^\s*(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(?:\.\d+)?(?: ([+-]\d{2})(\d{2})\b)?")]
    private static partial Regex GoTime();

    [GeneratedRegex(@"\n\s*Name:")]
    private static partial Regex TextGroup();

    [GeneratedRegex(@"\n\s*Health:\s*(\w+)")]
    private static partial Regex TextHealth();

    [GeneratedRegex(@"\n\s*ScaleUp:\s*(\w+)")]
    private static partial Regex TextScaleUp();

    [GeneratedRegex(@"cloudProviderTarget=(\d+)")]
    private static partial Regex TextTarget();

    [GeneratedRegex(@"maxSize=(\d+)")]
    private static partial Regex TextMaximum();
}
