using System.Text.Json.Nodes;

namespace ClusterProbe.Monitoring.Dashboards;

/// <summary>Writes what can be chosen.</summary>
internal static class VariableJson
{
    public static JsonNode Write(Variable variable) => variable.Kind switch
    {
        VariableKind.Datasource => new JsonObject
        {
            ["name"] = variable.Name,
            ["label"] = variable.Label,
            ["type"] = "datasource",
            ["query"] = variable.Query,
            ["refresh"] = 1,
            ["current"] = new JsonObject(),
        },
        VariableKind.Choice => Choice(variable),
        _ => OfLabel(variable),
    };

    private static JsonObject OfLabel(Variable variable)
    {
        var json = new JsonObject
        {
            ["name"] = variable.Name,
            ["label"] = variable.Label,
            ["type"] = "query",
            ["datasource"] = PanelJson.Datasource(),
            ["definition"] = variable.Query,
            ["query"] = new JsonObject { ["qryType"] = 1, ["query"] = variable.Query, ["refId"] = "A" },
            ["refresh"] = 2,
            ["sort"] = 1,
            ["multi"] = variable.Kind != VariableKind.One,
            ["includeAll"] = variable.Kind != VariableKind.One,
        };
        if (variable.Kind == VariableKind.Implied) json["hide"] = 2;
        if (variable.Kind != VariableKind.One) json["current"] = new JsonObject { ["text"] = new JsonArray("All"), ["value"] = new JsonArray("$__all") };

        // ".*" matches series without the label as well, where the list of all values would not.
        if (variable.Kind == VariableKind.Many) json["allValue"] = ".*";
        return json;
    }

    private static JsonObject Choice(Variable variable)
    {
        var choices = variable.Query.Split(',');
        var selected = choices[^2];
        return new JsonObject
        {
            ["name"] = variable.Name,
            ["label"] = variable.Label,
            ["type"] = "custom",
            ["query"] = variable.Query,
            ["current"] = new JsonObject { ["text"] = selected, ["value"] = selected },
            ["options"] = new JsonArray([.. choices.Select(choice => (JsonNode)new JsonObject { ["text"] = choice, ["value"] = choice, ["selected"] = choice == selected })]),
        };
    }
}
