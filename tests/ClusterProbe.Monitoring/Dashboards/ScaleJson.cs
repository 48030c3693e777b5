using System.Text.Json.Nodes;

namespace ClusterProbe.Monitoring.Dashboards;

/// <summary>Writes what numbers mean: colours from thresholds, and words.</summary>
public static class ScaleJson
{
    private const double Day = 86400;

    /// <summary>The colours of a scale: each from a value on.</summary>
    /// <param name="scale">The scale.</param>
    public static (string Colour, double? From)[] Colours(Scale scale) => scale switch
    {
        Scale.Verdict => [("red", null), ("purple", 1), ("green", 2)],
        Scale.CheckStatus => [("green", null), ("blue", 1), ("orange", 2), ("purple", 3), ("red", 4)],
        Scale.ZeroIsGood => [("green", null), ("orange", 1)],
        Scale.ZeroIsBad => [("red", null), ("green", 1)],
        Scale.YesNo => [("red", null), ("green", 1)],
        Scale.BadShare => [("green", null), ("yellow", 0.000001), ("orange", 0.05), ("red", 0.2)],
        Scale.TimeLeft => [("red", null), ("orange", 7 * Day), ("green", 30 * Day)],
        Scale.CycleAge => [("green", null), ("orange", 300), ("red", 600)],
        _ => [("blue", null)],
    };

    /// <summary>The words of a scale.</summary>
    /// <param name="scale">The scale.</param>
    public static string[] Words(Scale scale) => scale switch
    {
        Scale.Verdict => ["not ready", "unknown", "ready"],
        Scale.CheckStatus => ["pass", "skip", "warn", "error", "fail"],
        Scale.YesNo => ["no", "yes"],
        _ => [],
    };

    internal static (JsonArray Steps, JsonArray Mappings) Write(Scale scale)
    {
        var words = new JsonObject(Words(scale).Select((word, value) => KeyValuePair.Create($"{value}", (JsonNode?)new JsonObject { ["index"] = value, ["text"] = word })));
        return (Steps(Colours(scale)), words.Count == 0 ? [] : new JsonArray(new JsonObject { ["type"] = "value", ["options"] = words }));
    }

    internal static JsonObject Thresholds(params (string Colour, double? From)[] colours) => new() { ["mode"] = "absolute", ["steps"] = Steps(colours) };

    private static JsonArray Steps((string Colour, double? From)[] colours)
        => new([.. colours.Select(step => (JsonNode)new JsonObject { ["color"] = step.Colour, ["value"] = step.From })]);
}
