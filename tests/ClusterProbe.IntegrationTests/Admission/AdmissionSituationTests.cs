using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.IntegrationTests.Admission;

/// <summary>What the checks say where a real API server refuses builds, or has other reasons not to take them as they are.</summary>
[Category("ControlPlane")]
internal sealed class AdmissionSituationTests
{
    private const string Enforce = "pod-security.kubernetes.io/enforce";

    [Test]
    public async Task OpenNamespace_PassesEverything()
    {
        var controlPlane = await ControlPlane.Shared;

        var findings = await AdmissionRun.CheckAsync(controlPlane, await controlPlane.CreateNamespaceAsync());

        Assert.Multiple(() =>
        {
            Assert.That(findings, Has.Count.EqualTo(7));
            Assert.That(findings.Values.Select(finding => (finding.Code, finding.Status)), Has.All.Matches<(string, FindingStatus Status)>(finding => finding.Status == FindingStatus.Pass));
            Assert.That(findings["CP1001"].Evidence, Has.Some.StartsWith("asked as admin for a pod of ServiceAccount"));
        });
    }

    [TestCase("baseline", FindingStatus.Pass, FindingStatus.Warn, FindingStatus.Pass)]
    [TestCase("restricted", FindingStatus.Fail, FindingStatus.Warn, FindingStatus.Warn)]
    public async Task PodSecurity_IsRecognised_AndItsFixAdmits(string level, FindingStatus asBuilt, FindingStatus privileged, FindingStatus root)
    {
        var controlPlane = await ControlPlane.Shared;
        var @namespace = await controlPlane.CreateNamespaceAsync(labels: new Dictionary<string, string> { [Enforce] = level, ["team"] = "ci" });

        var findings = await AdmissionRun.CheckAsync(controlPlane, @namespace);

        Assert.Multiple(() =>
        {
            Assert.That(Statuses(findings), Is.EqualTo([asBuilt, privileged, root, FindingStatus.Pass]));
            Assert.That(findings["CP1002"], Has.Property("Reason").EqualTo("PodSecurity").And.Property("Required").False);
            Assert.That(findings["CP1002"].Message, Does.StartWith($"Pod Security \"{level}\" refuses it in {@namespace}: privileged"));
            Assert.That(findings["CP1002"].Evidence[0], Does.Contain($"violates PodSecurity \"{level}:latest\": privileged (container \"build\""));
        });

        foreach (var code in new[] { "CP1001", "CP1003", "CP1002" })
        {
            if (findings[code].Remediation?.Manifest is not { } manifest) continue;
            await Kubectl.ApplyAsync(controlPlane, manifest);
            Assert.That((await AdmissionRun.CheckAsync(controlPlane, @namespace))[code].Status, Is.EqualTo(FindingStatus.Pass), code);
        }

        var labels = (await controlPlane.PatchAsync($"/api/v1/namespaces/{@namespace}", new JsonObject()))["metadata"]!["labels"]!;
        Assert.That((labels[Enforce]!.GetValue<string>(), labels["team"]!.GetValue<string>()), Is.EqualTo(("privileged", "ci")));
    }

    [Test]
    public async Task PodSecurity_WherePrivilegeIsRequired_Fails()
    {
        var controlPlane = await ControlPlane.Shared;
        var @namespace = await controlPlane.CreateNamespaceAsync(labels: new Dictionary<string, string> { [Enforce] = "baseline" });

        var finding = (await AdmissionRun.CheckAsync(controlPlane, @namespace, profile => profile with { Require = [Capability.DockerInDocker] }))["CP1002"];

        Assert.That((finding.Status, finding.Required, finding.RequiredBy), Is.EqualTo((FindingStatus.Fail, true, "docker-in-docker")));
    }

    [Test]
    public async Task PodSecurityWarnings_AreReported()
    {
        var controlPlane = await ControlPlane.Shared;
        var @namespace = await controlPlane.CreateNamespaceAsync(labels: new Dictionary<string, string> { ["pod-security.kubernetes.io/warn"] = "restricted" });

        var finding = (await AdmissionRun.CheckAsync(controlPlane, @namespace))["CP1006"];

        Assert.Multiple(() =>
        {
            Assert.That(finding.Status, Is.EqualTo(FindingStatus.Warn));
            Assert.That(finding.Evidence[0], Does.StartWith("would violate PodSecurity \"restricted:latest\": allowPrivilegeEscalation != false (container \"build\""));
        });
    }

    [Test]
    public async Task AdmissionPolicy_IsNamedWithItsBinding()
    {
        var controlPlane = await ControlPlane.Shared;
        var @namespace = await controlPlane.CreateNamespaceAsync();
        const string api = "/apis/admissionregistration.k8s.io/v1";
        await controlPlane.CreateAsync($"{api}/validatingadmissionpolicies", YamlJson.Read($$$"""
            metadata: {name: no-priv-{{{@namespace}}}}
            spec:
              matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}]}
              validations: [{expression: "!object.spec.containers.exists(c, c.?securityContext.?privileged.orValue(false))", message: privileged is off limits}]
            """));
        await controlPlane.CreateAsync($"{api}/validatingadmissionpolicybindings", YamlJson.Read($$$"""
            metadata: {name: binding-{{{@namespace}}}}
            spec:
              policyName: no-priv-{{{@namespace}}}
              validationActions: [Deny]
              matchResources:
                namespaceSelector:
                  matchLabels: {kubernetes.io/metadata.name: "{{{@namespace}}}"}
            """));
        Finding? finding = null;
        await Eventually.IsTrueAsync(
            async () => (finding = (await AdmissionRun.CheckAsync(controlPlane, @namespace))["CP1002"]).Status == FindingStatus.Warn,
            "the policy is in force");

        Assert.Multiple(() =>
        {
            Assert.That(finding!.Reason, Is.EqualTo("ValidatingAdmissionPolicy"));
            Assert.That(finding.Message, Does.StartWith($"ValidatingAdmissionPolicy no-priv-{@namespace} through its binding binding-{@namespace} refuses it. First blocker"));
            Assert.That(finding.Evidence[0], Does.EndWith("denied request: privileged is off limits"));
        });
    }

    [Test]
    public async Task LimitRange_IsTheBlockerOfAllPods_AndPrivilegeStaysUndecided()
    {
        var controlPlane = await ControlPlane.Shared;
        var @namespace = await controlPlane.CreateNamespaceAsync();
        await controlPlane.CreateAsync(
            $"/api/v1/namespaces/{@namespace}/limitranges", YamlJson.Read("{metadata: {name: small}, spec: {limits: [{type: Container, max: {cpu: 200m}}]}}"));

        var findings = await AdmissionRun.CheckAsync(controlPlane, @namespace);

        Assert.Multiple(() =>
        {
            Assert.That(Statuses(findings), Is.EqualTo([FindingStatus.Fail, FindingStatus.Error, FindingStatus.Error, FindingStatus.Fail]));
            Assert.That(findings["CP1001"].Message, Does.Contain("maximum cpu usage per Container is 200m, but limit is 1"));
            Assert.That(findings["CP1002"].Message, Does.StartWith("Nothing can be said about privileged pods, because even a hardened pod is refused: A LimitRange"));
        });
    }

    [Test]
    public async Task Quota_GivesTheNumbers()
    {
        var controlPlane = await ControlPlane.SharedWithControllers;
        var @namespace = await controlPlane.CreateNamespaceAsync();
        await controlPlane.CreateAsync(
            $"/api/v1/namespaces/{@namespace}/resourcequotas", YamlJson.Read("{metadata: {name: team}, spec: {hard: {requests.cpu: 250m}}}"));
        Finding? finding = null;
        await Eventually.IsTrueAsync(
            async () => (finding = (await AdmissionRun.CheckAsync(controlPlane, @namespace))["CP1001"]).Evidence[0].Contains("exceeded quota", StringComparison.Ordinal),
            "the quota is counted");

        Assert.Multiple(() =>
        {
            Assert.That((finding!.Status, finding.Reason), Is.EqualTo((FindingStatus.Fail, "Quota")));
            Assert.That(finding.Remediation!.Text, Does.Contain("requests.cpu 500m more than 0 in use, of 250m"));
        });
    }

    [Test]
    public async Task MissingServiceAccount_IsNamed_AndItsFixAdmits()
    {
        var controlPlane = await ControlPlane.Shared;
        var @namespace = await controlPlane.CreateNamespaceAsync();
        Func<Profile, Profile> asBuilder = profile => profile with { BuildServiceAccount = "builder" };

        var finding = (await AdmissionRun.CheckAsync(controlPlane, @namespace, asBuilder))["CP1001"];
        await Kubectl.ApplyAsync(controlPlane, finding.Remediation!.Manifest!);

        Assert.Multiple(async () =>
        {
            Assert.That((finding.Status, finding.Reason), Is.EqualTo((FindingStatus.Fail, "ServiceAccountMissing")));
            Assert.That((await AdmissionRun.CheckAsync(controlPlane, @namespace, asBuilder))["CP1001"].Status, Is.EqualTo(FindingStatus.Pass));
        });
    }

    [Test]
    public async Task MissingNamespace_IsSaidOnce()
    {
        var findings = await AdmissionRun.CheckAsync(await ControlPlane.Shared, "nobody-made-this");

        Assert.Multiple(() =>
        {
            Assert.That((findings["CP1001"].Status, findings["CP1001"].Reason), Is.EqualTo((FindingStatus.Fail, "NamespaceMissing")));
            Assert.That(findings.Values.Where(finding => finding.Code != "CP1001").Select(finding => finding.Status), Has.All.EqualTo(FindingStatus.Skip));
        });
    }

    [TestCase("RuntimeClassMissing")]
    [TestCase("PriorityClassMissing")]
    public async Task MissingClass_IsNamed(string reason)
    {
        var controlPlane = await ControlPlane.Shared;

        var finding = (await AdmissionRun.CheckAsync(controlPlane, await controlPlane.CreateNamespaceAsync(), profile => profile with
        {
            Shapes = [.. profile.Shapes.Select(shape => reason == "RuntimeClassMissing" ? shape with { RuntimeClassName = "nowhere" } : shape with { PriorityClassName = "nowhere" })],
        }))["CP1001"];

        Assert.Multiple(() =>
        {
            Assert.That((finding.Status, finding.Reason), Is.EqualTo((FindingStatus.Fail, reason)));
            Assert.That(finding.Message, Does.Contain("nowhere"));
        });
    }

    [Test]
    public async Task ForeignServiceAccount_WithoutRights_IsNotEvaluated()
    {
        var controlPlane = await ControlPlane.Shared;
        var @namespace = await controlPlane.CreateNamespaceAsync();
        var token = await controlPlane.CreateServiceAccountTokenAsync(@namespace, "default");

        var findings = await AdmissionRun.CheckAsync(controlPlane, @namespace, connection: controlPlane.WithToken(token));

        Assert.Multiple(() =>
        {
            Assert.That(Statuses(findings), Has.All.EqualTo(FindingStatus.Error));
            Assert.That(findings["CP1001"].Reason, Is.EqualTo(nameof(UnknownReason.NotPermitted)));
            Assert.That(findings["CP1001"].Remediation!.Text, Does.Contain("create pods"));
            Assert.That(findings["CP1007"].Remediation!.Text, Does.Contain("list validatingwebhookconfigurations.admissionregistration.k8s.io"));
        });
    }

    private static ImmutableArray<FindingStatus> Statuses(IReadOnlyDictionary<string, Finding> findings)
        => [findings["CP1001"].Status, findings["CP1002"].Status, findings["CP1003"].Status, findings["CP1004"].Status];
}
