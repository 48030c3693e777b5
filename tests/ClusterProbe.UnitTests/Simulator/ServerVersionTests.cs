using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles.Parsing;
using ClusterProbe.Kubernetes;
using ClusterProbe.Kubernetes.Client;
using ClusterProbe.Kubernetes.Configuration;
using ClusterProbe.Simulator;
using ClusterProbe.Simulator.Api;
using ClusterProbe.Simulator.Manifests;

namespace ClusterProbe.UnitTests.Simulator;

/// <summary>Servers that serve less than today's, or other versions: what can't be read is unknown, and never a failure or an absence.</summary>
internal sealed class ServerVersionTests
{
    private const string Policies = """
        apiVersion: admissionregistration.k8s.io/v1beta1
        kind: ValidatingAdmissionPolicy
        metadata: {name: no-latest}
        ---
        apiVersion: admissionregistration.k8s.io/v1beta1
        kind: ValidatingAdmissionPolicyBinding
        metadata: {name: no-latest-ci}
        spec: {policyName: no-latest, validationActions: [Deny]}
        """;

    [Test]
    public async Task Server_WithPoliciesInTheBetaVersionAndTheFirstAggregatedDiscovery_IsReadWhole([Values("v1.28.15", "v1.29.4-gke.1")] string version)
    {
        var ready = Load("ready");
        var (facts, findings) = await EvaluateAsync(ready with
        {
            ServerVersion = version,
            Catalog = ready.Catalog.With(resource => IsPolicy(resource) ? resource with { Versions = ["v1beta1"] } : resource),
            Objects = [.. ready.Objects, .. ManifestReader.Read(Policies)],
        });
        Assert.That(findings.Select(finding => finding.Status), Has.All.EqualTo(FindingStatus.Pass).Or.EqualTo(FindingStatus.Skip), Say(findings));
        Assert.That(facts.AdmissionPolicies.Policies.IsKnown(out var policies) ? policies.Bindings.Single().Policy : "", Is.EqualTo("no-latest"));
    }

    [Test]
    public async Task Server_WithoutPoliciesAndWithoutReviewsOfOneself_IsJudgedAllTheSame()
    {
        var ready = Load("ready");
        var (facts, findings) = await EvaluateAsync(ready with
        {
            ServerVersion = "v1.28.15",
            Catalog = ready.Catalog.With(resource => IsPolicy(resource) || resource.Plural == "selfsubjectreviews" ? null : resource),
        });
        Assert.That(findings.Select(finding => finding.Status), Has.All.EqualTo(FindingStatus.Pass).Or.EqualTo(FindingStatus.Skip), Say(findings));
        Assert.That(facts.AdmissionPolicies.Policies.IsAbsent);
    }

    [Test]
    public async Task Server_WithoutAggregatedDiscovery_LeavesOpenWhatHangsOnIt()
    {
        var (_, findings) = await EvaluateAsync(Load("ready") with { ServerVersion = "v1.26.9" });
        Assert.That(findings.Select(finding => finding.Status), Has.None.EqualTo(FindingStatus.Fail), Say(findings));
        Assert.That(findings.Where(finding => finding.Status == FindingStatus.Error).Select(finding => finding.Reason), Is.Not.Empty.And.All.EqualTo("NotServed"), Say(findings));
    }

    [Test]
    public async Task Server_WithAnIstioOfTheFuture_IsNotTakenForOneWithout()
    {
        var strict = Load("istio-strict");
        var (_, findings) = await EvaluateAsync(strict with
        {
            Catalog = strict.Catalog.With(resource => resource.Group == "security.istio.io" ? resource with { Versions = ["v2"] } : resource),
        });
        Assert.That(findings.Where(finding => finding.Code is "CP3002").Select(finding => (finding.Status, finding.Reason)), Is.All.EqualTo((FindingStatus.Error, "NotServed")), Say(findings));
        Assert.That(findings.Single(finding => finding.Code == "CP3002").Message, Does.Contain("served as v2 only"));
    }

    [Test]
    public async Task Server_WithAKarpenterOfTheFuture_IsNotTakenForOneWithout()
    {
        var ready = Load("ready");
        var (facts, findings) = await EvaluateAsync(ready with
        {
            Catalog = ApiCatalog.Serving(["karpenter"]).With(resource => resource.Group == "karpenter.sh" ? resource with { Versions = ["v2"] } : resource),
        });
        Assert.That(facts.Autoscaling.NodePools.IsUnknown(out var cause) ? cause.Detail : "", Does.Contain("served as v2 only"));
        Assert.That(findings.Select(finding => finding.Status), Has.None.EqualTo(FindingStatus.Fail), Say(findings));
    }

    private static bool IsPolicy(ApiResource resource) => resource.Plural.StartsWith("validatingadmissionpolic", StringComparison.Ordinal);

    private static Scenario Load(string name) => Scenario.TryGet(name, out var scenario) ? scenario : throw new ArgumentException(name, nameof(name));

    private static string Say(IEnumerable<Finding> findings)
        => string.Join('\n', findings.Where(finding => finding.Status is not (FindingStatus.Pass or FindingStatus.Skip)).Select(finding => $"{finding.Code} {finding.Status} {finding.Reason}: {finding.Message}"));

    private static async Task<(ClusterFacts Facts, IReadOnlyList<Finding> Findings)> EvaluateAsync(Scenario scenario)
    {
        var profile = ProfileParser.Parse(scenario.Name, scenario.Profile, [.. CheckRegistry.All.Select(check => check.Code)]).Profile!;
        await using var server = await SimulatedApiServer.StartAsync(scenario, TimeProvider.System);
        using var http = ApiHttp.Create(new ClusterConnection { Name = scenario.Name, Server = server.Uri });
        var facts = await new FactCollection(TimeProvider.System).CollectAsync(
            new ApiClient(http, TimeProvider.System), profile, Enum.GetValues<FactKind>(), scenario.Name, TimeSpan.FromSeconds(60), null, CancellationToken.None);
        return (facts, CheckEngine.Evaluate(CheckRegistry.All, new CheckContext(facts, profile, facts.CollectedAt)).Findings);
    }
}
