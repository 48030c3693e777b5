using System.Text.Json.Nodes;
using ClusterProbe.Core.Findings;

namespace ClusterProbe.IntegrationTests.Admission;

/// <summary>What the checks say to webhooks: those that refuse, those that change pods, and those that give no answer.</summary>
[Category("ControlPlane")]
internal sealed class AdmissionWebhookTests
{
    [Test]
    public async Task Refusal_NamesTheWebhook()
    {
        var controlPlane = await ControlPlane.Shared;
        var @namespace = await controlPlane.CreateNamespaceAsync();
        await using var host = await WebhookHost.StartAsync(controlPlane.Authority, (_, _) => Task.FromResult<JsonObject?>(WebhookHost.Deny("not today")));
        await using var registration = await WebhookRegistration.CreateAsync(controlPlane, host.Address, @namespace);

        var finding = (await AdmissionRun.CheckAsync(controlPlane, @namespace))["CP1001"];

        Assert.Multiple(() =>
        {
            Assert.That((finding.Status, finding.Reason), Is.EqualTo((FindingStatus.Fail, "OtherWebhook")));
            Assert.That(finding.Message, Does.StartWith($"Admission webhook {@namespace}.webhook.test refuses it. First blocker"));
            Assert.That(finding.Evidence[0], Does.EndWith("denied the request: not today"));
        });
    }

    [Test]
    public async Task NoAnswer_FailingClosed_StopsBuildsAndLeavesTheRestUndecided([Values] bool slow)
    {
        var controlPlane = await ControlPlane.Shared;
        var @namespace = await controlPlane.CreateNamespaceAsync();
        await using var host = await WebhookHost.StartAsync(controlPlane.Authority, slow ? NeverAsync : (_, _) => Task.FromResult<JsonObject?>(null));
        await using var registration = await WebhookRegistration.CreateAsync(controlPlane, host.Address, @namespace, details: new JsonObject { ["timeoutSeconds"] = 1 });

        var findings = await AdmissionRun.CheckAsync(controlPlane, @namespace);

        Assert.Multiple(() =>
        {
            Assert.That((findings["CP1001"].Status, findings["CP1001"].Reason), Is.EqualTo((FindingStatus.Fail, "WebhookCallFailed")));
            Assert.That(new[] { "CP1002", "CP1003", "CP1004" }.Select(code => findings[code].Status), Has.All.EqualTo(FindingStatus.Error));
            Assert.That(findings["CP1004"].Evidence[0], Does.Contain("failed calling webhook"));
        });
    }

    [Test]
    public async Task Unreachable_FailingOpen_AdmitsWithAReservation()
    {
        var controlPlane = await ControlPlane.Shared;
        var @namespace = await controlPlane.CreateNamespaceAsync();
        await using var registration = await WebhookRegistration.CreateAsync(
            controlPlane, new Uri("https://127.0.0.1:1/"), @namespace, details: new JsonObject { ["failurePolicy"] = "Ignore" });

        var findings = await AdmissionRun.CheckAsync(controlPlane, @namespace);

        Assert.Multiple(() =>
        {
            Assert.That((findings["CP1002"].Status, findings["CP1002"].Reason), Is.EqualTo((FindingStatus.Pass, "AdmittedFailOpen")));
            Assert.That((findings["CP1007"].Status, findings["CP1007"].Reason), Is.EqualTo((FindingStatus.Warn, "FailsOpen")));
            Assert.That(findings["CP1007"].Message, Does.Contain($"{@namespace}.webhook.test"));
        });
    }

    [Test]
    public async Task FailingOpen_AndRefusingOnlyTheLastTime_IsStillARefusal()
    {
        var controlPlane = await ControlPlane.Shared;
        var @namespace = await controlPlane.CreateNamespaceAsync();
        var calls = 0;
        await using var host = await WebhookHost.StartAsync(controlPlane.Authority, (request, _) => Task.FromResult<JsonObject?>(
            !IsPrivileged(request) ? WebhookHost.Allow() : Interlocked.Increment(ref calls) < 3 ? null : WebhookHost.Deny("privileged is off limits")));
        await using var registration = await WebhookRegistration.CreateAsync(
            controlPlane, host.Address, @namespace, details: new JsonObject { ["failurePolicy"] = "Ignore" });

        var finding = (await AdmissionRun.CheckAsync(controlPlane, @namespace))["CP1002"];

        Assert.That((finding.Status, finding.Reason), Is.EqualTo((FindingStatus.Warn, "OtherWebhook")));
    }

    [Test]
    public async Task Sidecar_IsAChangeThatMatters()
    {
        var controlPlane = await ControlPlane.Shared;
        var @namespace = await controlPlane.CreateNamespaceAsync();
        var patch = new JsonArray(new JsonObject
        {
            ["op"] = "add",
            ["path"] = "/spec/containers/-",
            ["value"] = new JsonObject { ["name"] = "istio-proxy", ["image"] = "proxy:1.31" },
        });
        await using var host = await WebhookHost.StartAsync(controlPlane.Authority, (_, _) => Task.FromResult<JsonObject?>(WebhookHost.Mutate(patch)));
        await using var registration = await WebhookRegistration.CreateAsync(controlPlane, host.Address, @namespace, mutating: true);

        var finding = (await AdmissionRun.CheckAsync(controlPlane, @namespace))["CP1005"];

        Assert.Multiple(() =>
        {
            Assert.That(finding.Status, Is.EqualTo(FindingStatus.Warn));
            Assert.That(finding.Message, Does.EndWith("it adds container istio-proxy."));
        });
    }

    private static async Task<JsonObject?> NeverAsync(JsonNode request, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return null;
    }

    private static bool IsPrivileged(JsonNode request)
        => request["object"]!["spec"]!["containers"]!.AsArray().Any(container => container!["securityContext"]?["privileged"]?.GetValue<bool>() == true);
}
