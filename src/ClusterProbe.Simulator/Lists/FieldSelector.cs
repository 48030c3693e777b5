using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ClusterProbe.Simulator.Api;
using ClusterProbe.Simulator.Manifests;

namespace ClusterProbe.Simulator.Lists;

/// <summary>A field selector: names everywhere, and the fields that pods and events support.</summary>
internal sealed class FieldSelector
{
    private static readonly ImmutableArray<string> Everywhere = ["metadata.name", "metadata.namespace"];

    private static readonly ImmutableArray<string> OfPods =
    [
        "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "spec.hostNetwork",
        "status.phase", "status.podIP", "status.nominatedNodeName",
    ];

    private static readonly ImmutableArray<string> OfEvents = ["involvedObject.kind", "involvedObject.name", "involvedObject.namespace", "reason", "type"];

    private readonly ImmutableArray<(ImmutableArray<string> Path, bool Equal, string Value)> _requirements;

    private FieldSelector(ImmutableArray<(ImmutableArray<string> Path, bool Equal, string Value)> requirements) => _requirements = requirements;

    /// <summary>Reads a selector.</summary>
    /// <param name="resource">What is listed.</param>
    /// <param name="text">The selector.</param>
    /// <param name="unsupported">The field that the resource can't be selected by, when the result is null.</param>
    public static FieldSelector? Parse(ApiResource resource, string text, out string unsupported)
    {
        var requirements = text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Replace("==", "=", StringComparison.Ordinal).Split('=', 2) switch
        {
            [var field, var value] when field.EndsWith('!') => (Field: field[..^1], Equal: false, Value: value),
            [var field, var value] => (Field: field, Equal: true, Value: value),
            var other => (Field: other[0], Equal: true, Value: ""),
        }).ToArray();
        var supported = Everywhere.AddRange(resource switch { { Group: "", Plural: "pods" } => OfPods, { Group: "", Plural: "events" } => OfEvents, _ => [] });
        unsupported = requirements.Select(requirement => requirement.Field).FirstOrDefault(field => !supported.Contains(field)) ?? "";
        return unsupported.Length > 0 ? null : new([.. requirements.Select(requirement => (requirement.Field.Split('.').ToImmutableArray(), requirement.Equal, requirement.Value))]);
    }

    /// <summary>Whether an object's fields match.</summary>
    public bool Matches(JsonNode item)
        => _requirements.All(requirement => (Read(item, requirement.Path) == requirement.Value) == requirement.Equal);

    private static string Read(JsonNode item, ImmutableArray<string> path) => item.At(path.AsSpan()) switch
    {
        { } node when node.GetValueKind() is System.Text.Json.JsonValueKind.True => "true",
        null when path[^1] == "hostNetwork" => "false",
        var node => node.Text(),
    };
}
