using System.Text;
using System.Text.Json.Nodes;
using ClusterProbe.Simulator;
using ClusterProbe.Simulator.Admission;
using ClusterProbe.Simulator.Http;
using ClusterProbe.Simulator.Manifests;
using Microsoft.AspNetCore.Http;

namespace ClusterProbe.IntegrationTests.Parity;

/// <summary>Plays the webhooks of a scenario to a real API server, by the script that the simulator follows.</summary>
internal sealed class ScriptedWebhooks : IAsyncDisposable
{
    private readonly Dictionary<string, WebhookHost> _hosts = [];

    /// <summary>Starts a host for each webhook that the script gives a part to.</summary>
    public static async Task<ScriptedWebhooks> StartAsync(ControlPlane controlPlane, Scenario scenario)
    {
        var webhooks = new ScriptedWebhooks();
        foreach (var name in scenario.Script.Rules.Select(rule => rule.Webhook).Distinct())
        {
            webhooks._hosts[name] = await WebhookHost.StartAsync(controlPlane.Authority, (request, _) => Task.FromResult<JsonObject?>(Answer(scenario, name, request)));
        }

        return webhooks;
    }

    /// <summary>The scenario with its webhooks at the addresses of the hosts.</summary>
    public Scenario Redirect(Scenario scenario, ControlPlane controlPlane) => scenario with
    {
        Objects = [.. scenario.Objects.Select(manifest => manifest.DeepClone().AsObject()).Select(manifest =>
        {
            foreach (var webhook in manifest.Items("webhooks").Where(webhook => _hosts.ContainsKey(webhook.Text("name"))))
            {
                webhook["clientConfig"] = new JsonObject
                {
                    ["url"] = _hosts[webhook.Text("name")].Address.AbsoluteUri,
                    ["caBundle"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(controlPlane.Authority.Pem)),
                };
            }

            return manifest;
        })],
    };

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts.Values) await host.DisposeAsync();
    }

    private static JsonObject Answer(Scenario scenario, string webhook, JsonNode request)
    {
        if (request.Text("resource", "resource") != "pods" || request.Text("operation") != "CREATE") return WebhookHost.Allow();
        var rules = scenario.Script.Rules.Where(rule => rule.Webhook == webhook).ToArray();
        var review = Review(scenario, request);
        if (rules.FirstOrDefault(rule => rule.Denial is not null && rule.When.Matches(review)) is { } denying)
        {
            var status = new JsonObject { ["code"] = denying.Denial!.Code, ["reason"] = denying.Denial.Reason, ["message"] = denying.When.Explain(denying.Denial.Message, review) };
            return new JsonObject { ["allowed"] = false, ["status"] = status };
        }

        foreach (var rule in rules.Where(rule => rule.When.Matches(review))) rule.Mutate(review);
        var answer = JsonNode.DeepEquals(review.Pod, request["object"]) ? WebhookHost.Allow() : WebhookHost.Mutate(Patch(review.Pod));
        if (review.Warnings.Count > 0) answer["warnings"] = new JsonArray([.. review.Warnings.Select(warning => (JsonNode)warning)]);
        return answer;
    }

    private static PodReview Review(Scenario scenario, JsonNode request)
    {
        var name = request.Text("namespace");
        var caller = new Caller(request.Text("userInfo", "username"), [.. request.Texts("userInfo", "groups")]);
        return new PodReview(
            new ApiRequest("create", "", "v1", "pods", name, "", "", QueryCollection.Empty, caller),
            scenario.Catalog.ByPlural("", "pods")!,
            scenario.Objects.Single(manifest => manifest.Text("kind") == "Namespace" && manifest.Text("metadata", "name") == name),
            request["object"]!.DeepClone().AsObject());
    }

    private static JsonArray Patch(JsonObject pod) =>
    [
        new JsonObject { ["op"] = "replace", ["path"] = "/metadata", ["value"] = pod["metadata"]!.DeepClone() },
        new JsonObject { ["op"] = "replace", ["path"] = "/spec", ["value"] = pod["spec"]!.DeepClone() },
    ];
}
