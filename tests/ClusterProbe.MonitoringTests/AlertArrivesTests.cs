using ClusterProbe.Monitoring.Fixture;
using ClusterProbe.Monitoring.Servers;

namespace ClusterProbe.MonitoringTests;

/// <summary>From a finding over a real Prometheus and a real Alertmanager to the receiver, and back.</summary>
[Category(MonitoringPrograms.Category)]
internal sealed class AlertArrivesTests
{
    [Test]
    public async Task Finding_ArrivesAsAnAlertThatNamesItsCheck_AndIsResolved()
    {
        MonitoringPrograms.Require();
        await using var exporter = await FixtureExporter.StartAsync(Situation.Healthy, CancellationToken.None);
        await using var path = await AlertPath.StartAsync(
            options => PrometheusConfiguration.ForNodes(exporter.Address, Situation.Healthy.Nodes, options), CancellationToken.None);

        exporter.Situation = Situation.Healthy with { Findings = [new("CP1002", "fail", "PodSecurity", true, "pod", "ci-builds", "default")] };
        var fired = await path.WaitForAsync("firing", "ClusterProbeCheckFailing", "CP1002", CancellationToken.None);
        exporter.Situation = Situation.Healthy;
        await path.WaitForAsync("resolved", "ClusterProbeCheckFailing", "CP1002", CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(fired.Labels["severity"], Is.EqualTo("critical"));
            Assert.That(fired.Labels["profile"], Is.EqualTo("ci"));
            Assert.That(fired.Annotations["summary"], Is.EqualTo("Builds of profile ci will fail: CP1002 fails for ci-builds/pod/default"));
            Assert.That(fired.Annotations["runbook_url"], Is.EqualTo("https://clusterprobe.io/runbooks/CP1002"));
            Assert.That(path.Receiver.Alerts.Where(alert => alert.Labels.ContainsKey("profile")).Select(alert => alert.Labels["alertname"]).Distinct(), Is.EqualTo(new[] { "ClusterProbeCheckFailing" }), "one cause, one alert");
        });
    }
}
