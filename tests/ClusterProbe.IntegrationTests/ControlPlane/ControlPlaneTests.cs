using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace ClusterProbe.IntegrationTests;

[Category("ControlPlane")]
internal sealed class ControlPlaneTests
{
    [Test]
    public async Task Shared_NamespaceAndToken_AreMade()
    {
        var controlPlane = await ControlPlane.Shared;
        var name = await controlPlane.CreateNamespaceAsync("made", new Dictionary<string, string> { ["a"] = "b" });
        var token = await controlPlane.CreateServiceAccountTokenAsync(name, "default");
        using var asServiceAccount = controlPlane.CreateHttpClient(token);
        Assert.That(await asServiceAccount.GetStringAsync(new Uri("version", UriKind.Relative)), Does.Contain("gitVersion"));
        Assert.That((await controlPlane.KubectlAsync(["get", "namespace", name, "-o", "jsonpath={.metadata.labels.a}"])).EnsureSuccess(), Is.EqualTo("b"));
    }

    [Test]
    [NonParallelizable]
    public async Task SharedWithControllers_FakeNode_GetsPods()
    {
        var controlPlane = await ControlPlane.SharedWithControllers;
        var name = await controlPlane.CreateNamespaceAsync();
        await controlPlane.CreateNodeAsync(JsonNode.Parse("""
            {"metadata":{"name":"fake"},"spec":{"taints":[{"key":"only","value":"ci","effect":"NoSchedule"}]},"status":{"allocatable":{"cpu":"2","memory":"4Gi","pods":"10"}}}
            """)!.AsObject());
        await controlPlane.ApplyAsync($$"""
            apiVersion: v1
            kind: Pod
            metadata: {name: build, namespace: {{name}}}
            spec: {tolerations: [{key: only, operator: Exists}], containers: [{name: build, image: none}]}
            """);
        await Eventually.IsTrueAsync(
            async () => await controlPlane.Admin.GetFromJsonAsync<JsonNode>($"api/v1/namespaces/{name}/pods/build") is { } pod && pod["spec"]!["nodeName"]?.ToString() == "fake",
            "the pod is bound to the node");
        await controlPlane.DeleteAsync($"/api/v1/namespaces/{name}/pods/build?gracePeriodSeconds=0");
        await controlPlane.DeleteAsync("/api/v1/nodes/fake");
    }

    [TestCase("deny", 403, "not in this house")]
    [TestCase("mutate", 201, "changed")]
    [TestCase("close", 500, "failed calling webhook")]
    [TestCase("delay", 500, "context deadline exceeded")]
    public async Task Webhook_Answer_IsTheApiServers(string behaviour, int status, string text)
    {
        var controlPlane = await ControlPlane.Shared;
        var name = await controlPlane.CreateNamespaceAsync();
        await using var webhook = await WebhookHost.StartAsync(controlPlane.Authority, async (_, cancellationToken) =>
        {
            if (behaviour == "delay") await Task.Delay(Timeout.Infinite, cancellationToken);
            return behaviour switch
            {
                "deny" => WebhookHost.Deny("not in this house"),
                "mutate" => WebhookHost.Mutate([new JsonObject { ["op"] = "add", ["path"] = "/metadata/labels", ["value"] = new JsonObject { ["changed"] = "yes" } }]),
                _ => null,
            };
        });
        await using var registration = await WebhookRegistration.CreateAsync(
            controlPlane, webhook.Address, name, mutating: behaviour == "mutate", details: new JsonObject { ["timeoutSeconds"] = 1 });
        using var answer = await controlPlane.Admin.PostAsJsonAsync($"api/v1/namespaces/{name}/pods?dryRun=All", JsonNode.Parse("""
            {"metadata":{"name":"build"},"spec":{"containers":[{"name":"build","image":"none"}]}}
            """));
        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain(text));
    }
}
