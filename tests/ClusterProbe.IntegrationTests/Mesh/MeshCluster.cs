using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Kubernetes;
using ClusterProbe.Kubernetes.Configuration;

namespace ClusterProbe.IntegrationTests.Mesh;

/// <summary>A control plane of its own with Istio's parts, for policies of the whole mesh reach every namespace.</summary>
internal sealed class MeshCluster(ControlPlane controlPlane)
{
    private static readonly ImmutableArray<Check> Checks = [.. CheckRegistry.All.Where(check => check.Category == Category.Mesh)];

    /// <summary>The findings for Harness builds in one namespace, by the check's code.</summary>
    public async Task<IReadOnlyDictionary<string, Finding>> CheckAsync(string @namespace, ClusterConnection? connection = null)
    {
        var profile = BuiltInProfiles.For(CiSystem.Harness) with { BuildNamespaces = [@namespace], Harness = new HarnessSettings("AbC-123") };
        var api = ControlPlane.CreateApiClient(connection ?? controlPlane.WithToken(controlPlane.AdminToken));
        var facts = await new FactCollection(TimeProvider.System).CollectAsync(
            api, profile, Checks.SelectMany(check => check.Needs), "test", TimeSpan.FromSeconds(60), null, CancellationToken.None);
        return CheckEngine.Evaluate(Checks, new CheckContext(facts, profile, facts.CollectedAt)).Findings.ToDictionary(finding => finding.Code);
    }

    /// <summary>Creates a ready istiod, as far as the API server knows.</summary>
    public async Task CreateControlPlaneAsync(bool ready)
    {
        await controlPlane.ApplyAsync("""
            apiVersion: v1
            kind: Namespace
            metadata: {name: istio-system}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: istiod, namespace: istio-system, labels: {app: istiod, istio.io/rev: default}}
            spec:
              selector: {matchLabels: {app: istiod}}
              template:
                metadata: {labels: {app: istiod}}
                spec: {containers: [{name: discovery, image: "registry.example:5000/istio/pilot:1.31.4"}]}
            """);
        await controlPlane.PatchAsync(
            "/apis/apps/v1/namespaces/istio-system/deployments/istiod/status",
            JsonNode.Parse(ready ? """{"status":{"replicas":1,"readyReplicas":1}}""" : """{"status":{"replicas":1,"readyReplicas":0}}""")!);
    }

    /// <summary>Creates a delegate's pod, with a sidecar or without.</summary>
    public async Task<string> CreateDelegateAsync(bool sidecar)
    {
        var @namespace = await controlPlane.CreateNamespaceAsync("delegate");
        var containers = new JsonArray(new JsonObject { ["name"] = "delegate", ["image"] = "none" });
        if (sidecar) containers.Add(new JsonObject { ["name"] = "istio-proxy", ["image"] = "none" });
        await controlPlane.CreateAsync($"/api/v1/namespaces/{@namespace}/pods", new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "delegate-0", ["labels"] = new JsonObject { ["harness.io/name"] = "delegate" } },
            ["spec"] = new JsonObject { ["containers"] = containers },
        });
        return $"/api/v1/namespaces/{@namespace}/pods/delegate-0?gracePeriodSeconds=0";
    }

    /// <summary>Sets the mode of mutual TLS of a namespace.</summary>
    public Task SetMutualTlsAsync(string @namespace, string mode) => controlPlane.ApplyAsync($$"""
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: {name: default, namespace: "{{@namespace}}" }
        spec: {mtls: {mode: {{mode}} } }
        """);

    /// <summary>Creates a headless Service that covers the build pods of a namespace.</summary>
    public Task CoverBuildPodsAsync(string @namespace) => controlPlane.ApplyAsync($$"""
        apiVersion: v1
        kind: Service
        metadata: {name: builds, namespace: "{{@namespace}}" }
        spec: {clusterIP: None, publishNotReadyAddresses: true, selector: {accountID: AbC-123}, ports: [{port: 20001}]}
        """);

    /// <summary>Starts an injector for the pods of one namespace.</summary>
    public async Task<IAsyncDisposable> InjectSidecarsAsync(string @namespace)
    {
        var webhook = await WebhookHost.StartAsync(controlPlane.Authority, (_, _) => Task.FromResult<JsonObject?>(WebhookHost.Mutate(
        [
            new JsonObject { ["op"] = "add", ["path"] = "/spec/containers/-", ["value"] = new JsonObject { ["name"] = "istio-proxy", ["image"] = "none" } },
            new JsonObject { ["op"] = "add", ["path"] = "/metadata/labels/security.istio.io~1tlsMode", ["value"] = "istio" },
        ])));
        return new Injector(webhook, await WebhookRegistration.CreateAsync(controlPlane, webhook.Address, @namespace, mutating: true));
    }

    private sealed class Injector(WebhookHost webhook, WebhookRegistration registration) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await registration.DisposeAsync();
            await webhook.DisposeAsync();
        }
    }
}
