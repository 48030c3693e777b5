using ClusterProbe.Monitoring.Dashboards;
using ClusterProbe.Monitoring.Servers;

namespace ClusterProbe.Monitoring.Gallery;

/// <summary>What Prometheus answered to a panel's queries.</summary>
/// <param name="Panel">The panel.</param>
/// <param name="Series">The series with their names.</param>
/// <param name="From">The beginning of the time that is shown, in Unix time.</param>
/// <param name="To">Its end.</param>
internal sealed record PanelData(Panel Panel, IReadOnlyList<(string Name, Series Series)> Series, double From, double To)
{
    private const int Steps = 120;

    public static async Task<PanelData> AskAsync(PrometheusServer prometheus, Panel panel, VariableValues variables, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var all = new List<(string, Series)>();
        foreach (var query in panel.Queries)
        {
            var expression = variables.Fill(query.Expression);
            var series = panel.IsOverTime
                ? await prometheus.QueryRangeAsync(expression, from, to, (to - from) / Steps, cancellationToken).ConfigureAwait(false)
                : await prometheus.QueryAsync(expression, cancellationToken).ConfigureAwait(false);
            all.AddRange(series.Select(one => (NameOf(query.Legend, one), one)));
        }

        return new PanelData(panel, all, from.ToUnixTimeSeconds(), to.ToUnixTimeSeconds());
    }

    private static string NameOf(string legend, Series series)
        => series.Labels.Aggregate(legend, (text, label) => text.Replace($"{{{{{label.Key}}}}}", label.Value, StringComparison.Ordinal)).Replace("{{cluster}}", "", StringComparison.Ordinal).Trim();
}
