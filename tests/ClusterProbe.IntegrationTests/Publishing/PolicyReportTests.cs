using System.Text.Json.Nodes;
using ClusterProbe.Kubernetes.Publishing;
using ClusterProbe.Kubernetes.Publishing.Reports;

namespace ClusterProbe.IntegrationTests.Publishing;

/// <summary>Policy reports in both formats, against the definitions that their projects ship.</summary>
[Category("ControlPlane")]
internal sealed class PolicyReportTests
{
    [TestCase(PolicyReportFormat.OpenReports, "apis/openreports.io/v1alpha1/clusterreports")]
    [TestCase(PolicyReportFormat.PolicyReport, "apis/wgpolicyk8s.io/v1alpha2/clusterpolicyreports")]
    public async Task Report_HoldsWhatDoesNotPassAndGoesWithItsProfile(PolicyReportFormat format, string path)
    {
        var controlPlane = await PublishingControlPlane.Started;
        await controlPlane.InstallDefinitionsAsync("policy-reports.yaml");
        var item = await PublishingControlPlane.CreateReadinessAsync();
        var publisher = new PolicyReportPublisher(await PublishingControlPlane.WithAsync(PublishingPermissions.PolicyReports(format)), format);
        Assert.That(await publisher.PublishAsync(item, FullStatus.Cluster, default), Is.EqualTo(WriteOutcome.Success));
        Assert.That(await publisher.PublishAsync(item, FullStatus.Cluster, default), Is.EqualTo(WriteOutcome.Unchanged));
        var address = new Uri($"{path}/clusterprobe-{item.Name}", UriKind.Relative);
        var stored = JsonNode.Parse(await controlPlane.Admin.GetStringAsync(address))!;
        var result = stored["results"]!.AsArray().Single()!;
        Assert.That((result["policy"]!.ToString(), result["result"]!.ToString(), result["rule"]!.ToString()), Is.EqualTo(("CP1002", "skip", "PodSecurity")), "it is waived");
        Assert.That(stored["summary"]!["fail"]!.GetValue<int>(), Is.EqualTo(2));

        await controlPlane.DeleteAsync($"/apis/clusterprobe.io/v1alpha1/clusterreadinesses/{item.Name}");
        await Eventually.IsTrueAsync(async () => !(await controlPlane.Admin.GetAsync(address)).IsSuccessStatusCode, "the garbage collector has taken it");
    }
}
