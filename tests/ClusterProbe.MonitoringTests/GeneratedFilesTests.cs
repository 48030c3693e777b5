using System.Text.Json.Nodes;
using ClusterProbe.Agent.Metrics;
using ClusterProbe.Monitoring;
using ClusterProbe.Monitoring.Dashboards;
using ClusterProbe.Monitoring.Documents;
using ClusterProbe.Monitoring.Rules;
using YamlDotNet.RepresentationModel;

namespace ClusterProbe.MonitoringTests;

/// <summary>What is made by the program is in the repository as it makes it.</summary>
internal sealed class GeneratedFilesTests
{
    // A folder that Kubernetes could not keep as an annotation would not be applied by kubectl apply.
    private const int MostBytesOfAConfigMap = 256 << 10;

    [TestCaseSource(nameof(Paths))]
    public void File_IsUpToDate(string path)
        => Assert.That(Repository.Read(path), Is.EqualTo(Generated.Files()[path]), "run: dotnet run --project tests/ClusterProbe.Monitoring -- generate");

    [Test]
    public void PrometheusRule_HasTheRulesOfThePlainFile()
    {
        var manifest = Load(Repository.Read(PrometheusRuleManifest.Path));
        Assert.That(manifest["spec"]["groups"], Is.EqualTo(Load(Repository.Read(RuleFile.Path))["groups"]));
    }

    [Test]
    public void MetricsPage_ExplainsEveryLabelAndNoOther()
        => Assert.That(MetricsPage.LabelMeanings.Keys, Is.EquivalentTo(MetricCatalog.All.SelectMany(metric => metric.Labels).Distinct()));

    [TestCaseSource(nameof(Dashboards))]
    public void Dashboard_CanBeImportedAndApplied(Dashboard dashboard)
    {
        var text = Repository.Read(dashboard.Path);
        var json = JsonNode.Parse(text)!;
        Assert.Multiple(() =>
        {
            Assert.That(json["schemaVersion"]!.GetValue<int>(), Is.AtLeast(39));
            Assert.That(json["panels"]!.AsArray().Select(panel => panel!["id"]!.GetValue<int>()), Is.Unique);
            Assert.That(json["panels"]!.AsArray().Select(panel => panel!["gridPos"]!).All(place => place["x"]!.GetValue<int>() + place["w"]!.GetValue<int>() <= 24));
            Assert.That(text, Has.Length.LessThan(MostBytesOfAConfigMap));
            Assert.That(Repository.Read("dashboards/kustomization.yaml"), Does.Contain($"files: [{Path.GetFileName(dashboard.Path)}]").And.Contain("grafana_dashboard: \"1\""));
        });
    }

    private static YamlNode Load(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return stream.Documents[0].RootNode;
    }

    private static IEnumerable<string> Paths => Generated.Files().Keys;

    private static IEnumerable<TestCaseData> Dashboards => Dashboard.All.Select(dashboard => new TestCaseData(dashboard).SetArgDisplayNames(dashboard.Uid));
}
