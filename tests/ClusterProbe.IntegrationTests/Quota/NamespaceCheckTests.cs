using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;
using ClusterProbe.IntegrationTests.Admission;
using ClusterProbe.Kubernetes;
using ClusterProbe.Kubernetes.Configuration;

namespace ClusterProbe.IntegrationTests.Quota;

/// <summary>What the checks on build namespaces say on a real API server, and that applying their fixes lets the real pod in.</summary>
[Category("ControlPlane")]
internal sealed class NamespaceCheckTests
{
    private static readonly BuildShape WithoutResources = new() { Name = "bare", Containers = [new() { Name = "build", Image = "alpine:3.22" }] };

    [TestCase("{type: Container, min: {cpu: 50m, memory: 64Mi}, max: {cpu: 450m, memory: 4Gi}}")]
    [TestCase("{type: Container, maxLimitRequestRatio: {cpu: \"39\", memory: \"49\"}}")]
    [TestCase("{type: Pod, min: {cpu: 1}, max: {memory: 1G}}, {type: Container, max: {cpu: 300m}}")]
    public async Task LimitRange_ThatRefusesBuilds_IsFound_AndItsFixAdmits(string limits)
    {
        var controlPlane = await ControlPlane.SharedWithControllers;
        var @namespace = await controlPlane.CreateNamespaceAsync();
        await controlPlane.CreateAsync(
            $"/api/v1/namespaces/{@namespace}/limitranges", YamlJson.Read($"{{metadata: {{name: small, labels: {{team: ci}}}}, spec: {{limits: [{limits}]}}}}"));

        var findings = await CheckAsync(controlPlane, @namespace);

        Assert.That((findings["CP5009"].Status, findings["CP1001"].Status), Is.EqualTo((FindingStatus.Fail, FindingStatus.Fail)));
        await controlPlane.ApplyAsync(findings["CP5009"].Remediation!.Manifest!);
        await AdmittedAsync(controlPlane, @namespace, "CP5009");
        Assert.That((await controlPlane.KubectlAsync(["get", "limitrange", "small", "-n", @namespace, "-o", "jsonpath={.metadata.labels.team}"])).EnsureSuccess(), Is.EqualTo("ci"));
    }

    [TestCase("requests.cpu: 519m, pods: \"5\"", "", "QuotaTooSmall")]
    [TestCase("limits.memory: 1500Mi, count/pods: \"7\"", "scopes: [Terminating]", "QuotaTooSmall")]
    [TestCase("pods: \"0\"", "scopeSelector: {matchExpressions: [{scopeName: Terminating, operator: Exists}]}", "QuotaTooSmall")]
    public async Task Quota_ThatIsTooSmall_IsFound_AndItsFixAdmits(string hard, string scopes, string reason)
    {
        var controlPlane = await ControlPlane.SharedWithControllers;
        var @namespace = await controlPlane.CreateNamespaceAsync();
        await controlPlane.CreateAsync($"/api/v1/namespaces/{@namespace}/resourcequotas", YamlJson.Read(
            $"{{metadata: {{name: team}}, spec: {{hard: {{{hard}}}{(scopes.Length == 0 ? "" : $", {scopes}")}}}}}"));
        var finding = await EventuallyAsync(controlPlane, @namespace, findings => findings["CP5003"].Status == FindingStatus.Fail && findings["CP1001"].Status == FindingStatus.Fail);

        Assert.That(finding["CP5003"].Reason, Is.EqualTo(reason));
        Assert.That(finding["CP1001"].Evidence[0], Does.EndWith(finding["CP5003"].Evidence.Single()), "the evaluated denial is the server's");
        await controlPlane.ApplyAsync(finding["CP5003"].Remediation!.Manifest!);
        await AdmittedAsync(controlPlane, @namespace, "CP5003");
    }

    [Test]
    public async Task Quota_OnWhatContainersDoNotSpecify_IsFixedByALimitRange()
    {
        var controlPlane = await ControlPlane.SharedWithControllers;
        var @namespace = await controlPlane.CreateNamespaceAsync();
        await controlPlane.CreateAsync(
            $"/api/v1/namespaces/{@namespace}/resourcequotas", YamlJson.Read("{metadata: {name: team}, spec: {hard: {limits.cpu: 4, requests.memory: 4Gi}}}"));
        Func<Profile, Profile> bare = profile => profile with { Shapes = [WithoutResources] };
        var findings = await EventuallyAsync(controlPlane, @namespace, found => found["CP5003"].Status == FindingStatus.Fail && found["CP1001"].Status == FindingStatus.Fail, bare);

        Assert.That(findings["CP5003"].Reason, Is.EqualTo("MustSpecify"));
        Assert.That(findings["CP1001"].Evidence[0], Does.EndWith(findings["CP5003"].Evidence.Single()));
        await controlPlane.ApplyAsync(findings["CP5003"].Remediation!.Manifest!);
        await AdmittedAsync(controlPlane, @namespace, "CP5003", bare);
    }

    [Test]
    public async Task Namespace_ThatIsMissing_IsFound_AndItsFixCreatesIt()
    {
        var controlPlane = await ControlPlane.SharedWithControllers;
        var @namespace = $"missing-{Guid.NewGuid():N}"[..20];

        var findings = await CheckAsync(controlPlane, @namespace);

        Assert.That((findings["CP6001"].Status, findings["CP5003"].Status, findings["CP5009"].Status), Is.EqualTo((FindingStatus.Fail, FindingStatus.Skip, FindingStatus.Skip)));
        await controlPlane.ApplyAsync(findings["CP6001"].Remediation!.Manifest!);
        await AdmittedAsync(controlPlane, @namespace, "CP6001");
    }

    [Test]
    public async Task Namespace_ThatMayNotBeRead_IsNotEvaluated()
    {
        var controlPlane = await ControlPlane.SharedWithControllers;
        var @namespace = await controlPlane.CreateNamespaceAsync();

        var findings = await CheckAsync(controlPlane, @namespace, connection: controlPlane.WithUser("nobody-special"));

        Assert.Multiple(() =>
        {
            foreach (var code in new[] { "CP5003", "CP5009", "CP6001" })
            {
                Assert.That((findings[code].Status, findings[code].Reason), Is.EqualTo((FindingStatus.Error, "NotPermitted")), code);
            }

            Assert.That(findings["CP5003"].Remediation!.Text, Does.Contain("list resourcequotas"));
        });
    }

    private static Task<Dictionary<string, Finding>> AdmittedAsync(ControlPlane controlPlane, string @namespace, string code, Func<Profile, Profile>? adjust = null)
        => EventuallyAsync(controlPlane, @namespace, findings => findings[code].Status == FindingStatus.Pass && findings["CP1001"].Status == FindingStatus.Pass, adjust);

    private static async Task<Dictionary<string, Finding>> EventuallyAsync(
        ControlPlane controlPlane, string @namespace, Func<Dictionary<string, Finding>, bool> condition, Func<Profile, Profile>? adjust = null)
    {
        var findings = new Dictionary<string, Finding>();
        await Eventually.IsTrueAsync(
            async () => condition(findings = await CheckAsync(controlPlane, @namespace, adjust)),
            "the controllers have counted and the server has seen it");
        return findings;
    }

    private static async Task<Dictionary<string, Finding>> CheckAsync(
        ControlPlane controlPlane, string @namespace, Func<Profile, Profile>? adjust = null, ClusterConnection? connection = null)
    {
        var profile = BuiltInProfiles.For(CiSystem.Harness) with { BuildNamespaces = [@namespace] };
        if (adjust is not null) profile = adjust(profile);
        string[] codes = ["CP1001", "CP5003", "CP5009", "CP6001"];
        Check[] checks = [.. CheckRegistry.All.Where(check => codes.Contains(check.Code))];
        var facts = await new FactCollection(TimeProvider.System).CollectAsync(
            ControlPlane.CreateApiClient(connection ?? controlPlane.WithToken(controlPlane.AdminToken)),
            profile,
            checks.SelectMany(check => check.Needs),
            "test",
            TimeSpan.FromSeconds(60),
            null,
            CancellationToken.None);
        return CheckEngine.Evaluate(checks, new CheckContext(facts, profile, facts.CollectedAt)).Findings.ToDictionary(finding => finding.Code);
    }
}
