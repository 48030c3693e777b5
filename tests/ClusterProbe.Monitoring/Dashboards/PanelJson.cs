using System.Text.Json.Nodes;

namespace ClusterProbe.Monitoring.Dashboards;

/// <summary>Writes a panel.</summary>
internal static class PanelJson
{
    public static JsonObject Datasource() => new() { ["type"] = "prometheus", ["uid"] = "${datasource}" };

    public static JsonObject Write(Panel panel, int id, JsonObject position) => new()
    {
        ["id"] = id,
        ["type"] = TypeOf(panel.Kind),
        ["title"] = panel.Title,
        ["description"] = panel.FullDescription,
        ["datasource"] = Datasource(),
        ["gridPos"] = position,
        ["targets"] = new JsonArray([.. panel.Queries.Select((query, index) => Target(panel, query, index))]),
        ["fieldConfig"] = new JsonObject { ["defaults"] = Defaults(panel), ["overrides"] = Overrides(panel) },
        ["options"] = Options(panel),
        ["transformations"] = Transformations(panel),
    };

    private static string TypeOf(PanelKind kind) => kind switch
    {
        PanelKind.Stat => "stat",
        PanelKind.Lines => "timeseries",
        PanelKind.Bars => "bargauge",
        PanelKind.Timeline => "state-timeline",
        PanelKind.Heat => "status-history",
        _ => "table",
    };

    private static JsonObject Target(Panel panel, Query query, int index)
    {
        var isTable = panel.Kind is PanelKind.Table or PanelKind.Matrix;
        return new JsonObject
        {
            ["refId"] = $"{(char)('A' + index)}",
            ["datasource"] = Datasource(),
            ["expr"] = query.Expression.Replace(" }", "}", StringComparison.Ordinal).Replace(" ,", ",", StringComparison.Ordinal),
            ["legendFormat"] = query.Legend.Length == 0 ? "__auto" : query.Legend,
            ["instant"] = !panel.IsOverTime,
            ["range"] = panel.IsOverTime,
            ["format"] = isTable ? "table" : "time_series",
        };
    }

    private static JsonObject Defaults(Panel panel)
    {
        var (steps, mappings) = ScaleJson.Write(panel.Scale);
        var json = new JsonObject
        {
            ["unit"] = panel.Unit,
            ["color"] = new JsonObject { ["mode"] = panel.Kind == PanelKind.Lines ? "palette-classic" : "thresholds" },
            ["thresholds"] = new JsonObject { ["mode"] = "absolute", ["steps"] = steps },
            ["mappings"] = mappings,
        };
        if (panel.Scale == Scale.BadShare) (json["min"], json["max"]) = (0, 1);
        else if (panel.Kind is PanelKind.Lines or PanelKind.Bars) json["min"] = 0;
        json["custom"] = panel.Kind switch
        {
            PanelKind.Lines => new JsonObject
            {
                ["lineWidth"] = 2,
                ["fillOpacity"] = panel.Stacked ? 30 : 8,
                ["showPoints"] = "never",
                ["stacking"] = new JsonObject { ["mode"] = panel.Stacked ? "normal" : "none", ["group"] = "A" },
            },
            PanelKind.Timeline or PanelKind.Heat => new JsonObject { ["fillOpacity"] = 80, ["lineWidth"] = 0 },
            _ => new JsonObject(),
        };
        return json;
    }

    private static JsonArray Overrides(Panel panel) => panel.Kind switch
    {
        PanelKind.Matrix => new JsonArray([.. new[] { ("fail", "red"), ("error", "purple"), ("warn", "orange") }.Select(pair => Override(pair.Item1,
            ("thresholds", ScaleJson.Thresholds(("transparent", null), (pair.Item2, 1))), ("custom.cellOptions", ColouredCell())))]),
        PanelKind.Table => new JsonArray([
            .. panel.Columns.Where(column => column.Link is not null).Select(column => Override(column.Title, ("links", new JsonArray(new JsonObject { ["title"] = column.Title, ["url"] = column.Link })))),
            .. panel.Columns.Where(column => column.Label == "Value" && panel.Scale != Scale.Plain).Select(column => Override(column.Title, ("custom.cellOptions", ColouredCell()))),
        ]),
        _ => [],
    };

    private static JsonObject ColouredCell() => new() { ["type"] = "color-background", ["mode"] = "basic" };

    private static JsonObject Override(string field, params (string Id, JsonNode Value)[] properties) => new JsonObject
    {
        ["matcher"] = new JsonObject { ["id"] = "byName", ["options"] = field },
        ["properties"] = new JsonArray([.. properties.Select(property => (JsonNode)new JsonObject { ["id"] = property.Id, ["value"] = property.Value })]),
    };

    private static JsonObject Options(Panel panel) => panel.Kind switch
    {
        PanelKind.Stat => new JsonObject { ["textMode"] = "value_and_name", ["colorMode"] = "background_solid", ["graphMode"] = "none", ["reduceOptions"] = Last() },
        PanelKind.Bars => new JsonObject { ["orientation"] = "horizontal", ["displayMode"] = "basic", ["reduceOptions"] = Last() },
        PanelKind.Lines => new JsonObject
        {
            ["legend"] = new JsonObject { ["displayMode"] = "list", ["placement"] = "bottom" },
            ["tooltip"] = new JsonObject { ["mode"] = "multi", ["sort"] = "desc" },
        },
        PanelKind.Timeline => new JsonObject { ["mergeValues"] = true, ["showValue"] = "auto", ["rowHeight"] = 0.9 },
        PanelKind.Heat => new JsonObject { ["showValue"] = "never", ["rowHeight"] = 0.9 },
        _ => new JsonObject { ["showHeader"] = true, ["cellHeight"] = "sm" },
    };

    private static JsonObject Last() => new() { ["calcs"] = new JsonArray("lastNotNull"), ["fields"] = "", ["values"] = false };

    private static JsonArray Transformations(Panel panel) => panel.Kind switch
    {
        PanelKind.Matrix => new JsonArray(new JsonObject
        {
            ["id"] = "groupingToMatrix",
            ["options"] = new JsonObject { ["rowField"] = panel.Columns[0].Label, ["columnField"] = panel.Columns[1].Label, ["valueField"] = "Value" },
        }),
        PanelKind.Table => new JsonArray(
            new JsonObject
            {
                ["id"] = "filterFieldsByName",
                ["options"] = new JsonObject { ["include"] = new JsonObject { ["names"] = new JsonArray([.. panel.Columns.Select(column => (JsonNode)column.Label)]) } },
            },
            new JsonObject
            {
                ["id"] = "organize",
                ["options"] = new JsonObject
                {
                    ["indexByName"] = new JsonObject(panel.Columns.Select((column, index) => KeyValuePair.Create(column.Label, (JsonNode?)index))),
                    ["renameByName"] = new JsonObject(panel.Columns.Select(column => KeyValuePair.Create(column.Label, (JsonNode?)column.Title))),
                },
            }),
        _ => [],
    };
}
