using System.Text.Json.Nodes;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.IntegrationTests.Access;

/// <summary>What CP4002 and CP6002 say of ServiceAccounts that are there, or not.</summary>
[Category("ControlPlane")]
internal sealed class IdentityTests
{
    [Test]
    public async Task IdentityMissing_TheFixCreatesIt([Values] bool namespaceExists)
    {
        var situation = await AccessSituation.CreateAsync();
        var identity = new ServiceAccountReference(namespaceExists ? situation.Identity.Namespace : $"new-{Guid.NewGuid():N}", "ci");
        var profile = situation.For(CiSystem.Harness) with { CiIdentity = identity };
        var before = await situation.ControlPlane.FindingAsync("CP4002", profile);
        Assert.That((before.Status, before.Reason), Is.EqualTo((FindingStatus.Fail, namespaceExists ? "ServiceAccountMissing" : "NamespaceMissing")));

        await situation.ControlPlane.ApplyAsync(before.Remediation!.Manifest!);

        Assert.That((await situation.ControlPlane.FindingAsync("CP4002", profile)).Status, Is.EqualTo(FindingStatus.Pass));
    }

    [Test]
    public async Task IdentityUnreadable_IsAnErrorNotAFailure()
    {
        var situation = await AccessSituation.CreateAsync();
        var finding = await situation.ControlPlane.FindingAsync("CP4002", situation.For(CiSystem.Harness), situation.ControlPlane.WithUser("nobody"));
        Assert.That(finding.Status, Is.EqualTo(FindingStatus.Error));
    }

    [Test]
    public async Task ControllerRunning_ItsAccountIsTheIdentity()
    {
        var situation = await AccessSituation.CreateAsync();
        var labels = new JsonObject { ["app.kubernetes.io/component"] = "jenkins-controller" };
        var path = $"/apis/apps/v1/namespaces/{situation.Identity.Namespace}/statefulsets";
        await situation.ControlPlane.CreateAsync(path, new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "jenkins", ["labels"] = labels },
            ["spec"] = new JsonObject
            {
                ["serviceName"] = "jenkins",
                ["selector"] = new JsonObject { ["matchLabels"] = labels.DeepClone() },
                ["template"] = new JsonObject
                {
                    ["metadata"] = new JsonObject { ["labels"] = labels.DeepClone() },
                    ["spec"] = new JsonObject { ["containers"] = new JsonArray(new JsonObject { ["name"] = "jenkins", ["image"] = "jenkins/jenkins:2.528" }) },
                },
            },
        });

        var finding = await situation.ControlPlane.FindingAsync("CP4002", situation.For(CiSystem.Jenkins) with { CiIdentity = null });

        await situation.ControlPlane.DeleteAsync($"{path}/jenkins");
        Assert.That((finding.Status, finding.Reason), Is.EqualTo((FindingStatus.Pass, "Discovered")));
        Assert.That(finding.Subject, Is.EqualTo(Subject.ForServiceAccount(situation.Identity.Namespace, "default")));
    }

    [Test]
    public async Task BuildAccountMissing_TheFixCreatesIt()
    {
        var situation = await AccessSituation.CreateAsync();
        var profile = situation.For(CiSystem.Harness) with { BuildServiceAccount = "builder" };
        var before = await situation.ControlPlane.FindingAsync("CP6002", profile);
        Assert.That((before.Status, before.Reason), Is.EqualTo((FindingStatus.Fail, "Missing")));

        await situation.ControlPlane.ApplyAsync(before.Remediation!.Manifest!);

        Assert.That((await situation.ControlPlane.FindingAsync("CP6002", profile)).Status, Is.EqualTo(FindingStatus.Pass));
    }
}
