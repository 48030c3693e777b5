using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ClusterProbe.Monitoring.Dashboards;

/// <summary>Writes a dashboard as Grafana imports it.</summary>
public static class DashboardJson
{
    private const int SchemaVersion = 39;
    private const int Columns = 24;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes it.</summary>
    /// <param name="dashboard">The dashboard.</param>
    public static string Write(Dashboard dashboard) => new JsonObject
    {
        ["uid"] = dashboard.Uid,
        ["title"] = dashboard.Title,
        ["description"] = dashboard.Description,
        ["tags"] = new JsonArray("clusterprobe"),
        ["schemaVersion"] = SchemaVersion,
        ["version"] = 1,
        ["editable"] = true,
        ["graphTooltip"] = 1,
        ["refresh"] = "1m",
        ["time"] = new JsonObject { ["from"] = "now-6h", ["to"] = "now" },
        ["timezone"] = "browser",
        ["links"] = new JsonArray(new JsonObject
        {
            ["type"] = "dashboards",
            ["title"] = "ClusterProbe",
            ["tags"] = new JsonArray("clusterprobe"),
            ["asDropdown"] = true,
            ["includeVars"] = true,
            ["keepTime"] = true,
        }),
        ["annotations"] = new JsonObject { ["list"] = new JsonArray() },
        ["templating"] = new JsonObject { ["list"] = new JsonArray([.. dashboard.Variables.Select(VariableJson.Write)]) },
        ["panels"] = Panels(dashboard),
    }.ToJsonString(Readable) + "\n";

    private static JsonArray Panels(Dashboard dashboard)
    {
        var panels = new JsonArray();
        var y = 0;
        foreach (var row in dashboard.Rows)
        {
            panels.Add((JsonNode)new JsonObject
            {
                ["id"] = panels.Count + 1,
                ["type"] = "row",
                ["title"] = row.Title,
                ["collapsed"] = false,
                ["gridPos"] = Position(0, y++, Columns, 1),
                ["panels"] = new JsonArray(),
            });
            var (x, height) = (0, 0);
            foreach (var panel in row.Panels)
            {
                if (x + panel.Width > Columns) (x, y, height) = (0, y + height, 0);
                panels.Add((JsonNode)PanelJson.Write(panel, panels.Count + 1, Position(x, y, panel.Width, panel.Height)));
                (x, height) = (x + panel.Width, Math.Max(height, panel.Height));
            }

            y += height;
        }

        return panels;
    }

    private static JsonObject Position(int x, int y, int width, int height) => new() { ["x"] = x, ["y"] = y, ["w"] = width, ["h"] = height };
}
