using ClusterProbe.Monitoring.Dashboards;
using ClusterProbe.Monitoring.Fixture;
using ClusterProbe.Monitoring.Servers;

namespace ClusterProbe.MonitoringTests;

/// <summary>Every query of every panel is put to a real Prometheus and returns data.</summary>
[Category(MonitoringPrograms.Category)]
internal sealed class DashboardQueriesTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private static readonly VariableValues Variables = new("node-0", "20s", "1m");

    [Test]
    public async Task Panels_ThatAreNeverEmpty_HaveDataWhenAllIsWell()
    {
        await using var run = await Run.StartAsync(Situation.Healthy);

        // The first query is what a panel is about; another may add what is wrong.
        await run.AssertDataAsync(Queries.Where(query => query.Panel.EmptyWhen is null && query.Query == query.Panel.Queries[0]));
    }

    [Test]
    public async Task Panels_HaveDataWhenSomethingIsWrong()
    {
        await using var run = await Run.StartAsync(Situation.Troubled);
        await run.AssertDataAsync(Queries.Where(query => query.Panel.Title is not ("New since then" or "Gone since then")));
    }

    [Test]
    public async Task PanelsAboutChanges_HaveDataAfterAChange()
    {
        await using var run = await Run.StartAsync(Situation.Troubled);
        await run.AssertDataAsync(Queries.Where(query => query.Panel.Title == "What does not pass"));
        run.Exporter.Situation = Situation.Healthy with { Findings = [new("CP5001", "fail", "NoNodeFits", true, "pod", "ci-builds", "large")] };
        await run.AssertDataAsync(Queries.Where(query => query.Panel.Title is "New since then" or "Gone since then"));
    }

    private static IEnumerable<(Dashboard Dashboard, Panel Panel, Query Query)> Queries
        => from dashboard in Dashboard.All
           from panel in dashboard.Panels
           from query in panel.Queries
           select (dashboard, panel, query);

    private sealed class Run(FixtureExporter exporter, PrometheusServer prometheus) : IAsyncDisposable
    {
        public FixtureExporter Exporter => exporter;

        public static async Task<Run> StartAsync(Situation situation)
        {
            MonitoringPrograms.Require();
            var exporter = await FixtureExporter.StartAsync(situation, CancellationToken.None);
            return new Run(exporter, await PrometheusServer.StartAsync(PrometheusConfiguration.ForNodes(exporter.Address, situation.Nodes, new PrometheusOptions()), CancellationToken.None));
        }

        /// <summary>Rates and rules need a few scrapes: each query is asked again until it has data.</summary>
        public async Task AssertDataAsync(IEnumerable<(Dashboard Dashboard, Panel Panel, Query Query)> queries)
        {
            var open = queries.ToList();
            Assert.That(open, Is.Not.Empty);
            for (var end = DateTime.UtcNow + Limit; open.Count > 0 && DateTime.UtcNow < end;)
            {
                foreach (var query in open.ToArray())
                {
                    if ((await prometheus.QueryAsync(Variables.Fill(query.Query.Expression), CancellationToken.None)).Count > 0) open.Remove(query);
                }

                if (open.Count > 0) await Task.Delay(Interval);
            }

            Assert.That(open.Select(query => $"{query.Dashboard.Title}, {query.Panel.Title}: {query.Query.Expression}"), Is.Empty);
        }

        public async ValueTask DisposeAsync()
        {
            await prometheus.DisposeAsync();
            await exporter.DisposeAsync();
        }
    }
}
