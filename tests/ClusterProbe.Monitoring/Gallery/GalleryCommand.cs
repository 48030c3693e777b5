using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using ClusterProbe.Monitoring.Dashboards;
using ClusterProbe.Monitoring.Fixture;
using ClusterProbe.Monitoring.Servers;

namespace ClusterProbe.Monitoring.Gallery;

/// <summary>Makes pictures of the dashboards: a real Prometheus scrapes a made-up cluster for a while, and what it answers to the panels' queries is drawn.</summary>
internal static class GalleryCommand
{
    private const int Shards = 4;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var minutes = new Option<double>("--minutes") { Description = "How long data is collected.", DefaultValueFactory = _ => 12 };
        var output = new Option<DirectoryInfo>("--output") { Description = "Where the pictures go.", DefaultValueFactory = _ => new DirectoryInfo(Repository.Locate("docs/images")) };
        var command = new Command("gallery", "Draws the dashboards from the answers of a real Prometheus. Needs prometheus and chromium.") { minutes, output };
        command.SetAction((result, cancellationToken) => RunAsync(TimeSpan.FromMinutes(result.GetValue(minutes)), result.GetValue(output)!.FullName, cancellationToken));
        return command;
    }

    private static async Task RunAsync(TimeSpan time, string output, CancellationToken cancellationToken)
    {
        var exporter = await FixtureExporter.StartAsync(GalleryStory.At(0), cancellationToken).ConfigureAwait(false);
        await using var exporterEnds = exporter.ConfigureAwait(false);
        var prometheus = await PrometheusServer.StartAsync(PrometheusConfiguration.ForShards(exporter.Address, Shards, new PrometheusOptions { Interval = Interval }), cancellationToken).ConfigureAwait(false);
        await using var prometheusEnds = prometheus.ConfigureAwait(false);
        var from = TimeProvider.System.GetUtcNow();
        while (TimeProvider.System.GetUtcNow() - from < time)
        {
            exporter.Situation = GalleryStory.At((TimeProvider.System.GetUtcNow() - from) / time);
            await Task.Delay(Interval, cancellationToken).ConfigureAwait(false);
        }

        var to = TimeProvider.System.GetUtcNow();
        var variables = new VariableValues("node-0", $"{(int)(time.TotalSeconds * 0.65)}s", $"{(int)time.TotalSeconds}s");
        var source = string.Create(CultureInfo.InvariantCulture, $"Panel data from a real Prometheus, drawn by ClusterProbe's own renderer, not by Grafana. The cluster is made up: {exporter.Situation.Nodes} nodes, {time.TotalMinutes:0} minutes.");
        Directory.CreateDirectory(output);
        foreach (var dashboard in Dashboard.All)
        {
            var data = new Dictionary<Panel, PanelData>();
            foreach (var panel in dashboard.Panels) data[panel] = await PanelData.AskAsync(prometheus, panel, variables, from, to, cancellationToken).ConfigureAwait(false);
            var (html, height) = GalleryPage.Draw(dashboard, data, source);
            await PhotographAsync(html, height, Path.Combine(output, dashboard.Uid.Replace("clusterprobe-", "dashboard-", StringComparison.Ordinal) + ".png"), cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task PhotographAsync(string html, int height, string picture, CancellationToken cancellationToken)
    {
        var page = Path.ChangeExtension(Path.GetTempFileName(), ".html");
        try
        {
            await File.WriteAllTextAsync(page, html, cancellationToken).ConfigureAwait(false);
            string[] arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", $"--window-size={GalleryPage.Width},{height}", $"--screenshot={picture}", $"file://{page}"];
            using var browser = Process.Start(new ProcessStartInfo("chromium", arguments) { RedirectStandardError = true })!;
            var noise = browser.StandardError.ReadToEndAsync(cancellationToken);
            await browser.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            if (browser.ExitCode != 0) throw new InvalidOperationException(await noise.ConfigureAwait(false));
        }
        finally
        {
            File.Delete(page);
        }
    }
}
