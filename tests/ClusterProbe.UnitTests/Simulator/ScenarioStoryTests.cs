using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Core.Profiles.Parsing;
using ClusterProbe.Kubernetes;
using ClusterProbe.Kubernetes.Client;
using ClusterProbe.Kubernetes.Configuration;
using ClusterProbe.Simulator;

namespace ClusterProbe.UnitTests.Simulator;

/// <summary>Each scenario shows what it says it shows: the checks find that over HTTP.</summary>
internal sealed class ScenarioStoryTests
{
    [TestCase("ready")]
    [TestCase("restricted", "CP1001", "CP1002")]
    [TestCase("autopilot", "CP1002")]
    [TestCase("istio-strict", "CP3002")]
    [TestCase("no-rbac", "CP4001")]
    [TestCase("too-small", "CP5001", "CP5008")]
    [TestCase("openshift", "CP1002")]
    [TestCase("gatekeeper", "CP1002")]
    [TestCase("quota", "CP1001", "CP1004", "CP5003")]
    public async Task Scenario_FailsInWhatItIsAbout_AndInNothingElse(string name, params string[] codes)
    {
        var failed = (await EvaluateAsync(name)).Findings.Where(finding => finding.Status == FindingStatus.Fail).ToArray();
        Assert.That(failed.Select(finding => finding.Code).Distinct(), Is.EquivalentTo(codes), string.Join('\n', failed.Select(finding => finding.Message)));
    }

    [Test]
    public async Task Ready_HasNothingToComplainOf()
        => Assert.That((await EvaluateAsync("ready")).Findings.Select(finding => finding.Status), Is.All.EqualTo(FindingStatus.Pass).Or.EqualTo(FindingStatus.Skip));

    private static async Task<Evaluation> EvaluateAsync(string name)
    {
        Assert.That(Scenario.TryGet(name, out var scenario), Is.True);
        var profile = ProfileOf(scenario!);
        await using var server = await SimulatedApiServer.StartAsync(scenario!, TimeProvider.System);
        using var http = ApiHttp.Create(new ClusterConnection { Name = name, Server = server.Uri });
        var facts = await new FactCollection(TimeProvider.System).CollectAsync(
            new ApiClient(http, TimeProvider.System), profile, CheckRegistry.All.SelectMany(check => check.Needs), name, TimeSpan.FromSeconds(60), null, CancellationToken.None);
        return CheckEngine.Evaluate(CheckRegistry.All, new CheckContext(facts, profile, facts.CollectedAt));
    }

    private static Profile ProfileOf(Scenario scenario)
    {
        var parsed = ProfileParser.Parse(scenario.Name, scenario.Profile, [.. CheckRegistry.All.Select(check => check.Code)]);
        Assert.That(parsed.Errors, Is.Empty);
        return parsed.Profile!;
    }
}
