using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ClusterProbe.Simulator;
using ClusterProbe.Simulator.Api;
using ClusterProbe.Simulator.Manifests;

namespace ClusterProbe.IntegrationTests.Parity;

/// <summary>Puts the objects of a scenario into a real API server.</summary>
internal sealed class ScenarioOnControlPlane(ControlPlane controlPlane, Scenario scenario)
{
    /// <summary>What must be there before other objects, and what comes last because it would refuse or intercept them.</summary>
    private static readonly string[] First = ["Namespace", "ServiceAccount", "Node"];
    private static readonly string[] Last = ["ResourceQuota", "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration"];

    /// <summary>Applies everything.</summary>
    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        await controlPlane.ApplyAsync("""
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: sre-admin}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
            subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: sre}]
            """, cancellationToken);
        foreach (var product in scenario.Products) await controlPlane.InstallDefinitionsAsync($"{product}.yaml", cancellationToken);
        await DefineConstraintsAsync(cancellationToken);
        foreach (var manifest in scenario.Objects.OrderBy(Rank)) await ApplyAsync(manifest, cancellationToken);
    }

    private static int Rank(JsonObject manifest)
        => Array.IndexOf(First, manifest.Text("kind")) is >= 0 and var index ? index - First.Length : Last.Contains(manifest.Text("kind")) ? 1 : 0;

    private async Task ApplyAsync(JsonObject manifest, CancellationToken cancellationToken)
    {
        var resource = scenario.Catalog.ByKind(manifest.Text("apiVersion"), manifest.Text("kind"))!;
        if (resource.Plural == "nodes")
        {
            await controlPlane.CreateNodeAsync(manifest.DeepClone().AsObject(), cancellationToken);
            return;
        }

        var path = PathOf(resource, manifest);
        using var response = await controlPlane.Admin.PostAsJsonAsync(path, manifest, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Conflict && !response.IsSuccessStatusCode) Assert.Fail(await response.Content.ReadAsStringAsync(cancellationToken));
        if (manifest["status"] is { } status)
        {
            await controlPlane.PatchAsync($"{path}/{manifest.Text("metadata", "name")}/status", new JsonObject { ["status"] = status.DeepClone() }, cancellationToken);
        }
    }

    private static string PathOf(ApiResource resource, JsonObject manifest)
    {
        var root = resource.Group.Length == 0 ? "api/v1" : $"apis/{manifest.Text("apiVersion")}";
        return resource.Namespaced ? $"{root}/namespaces/{manifest.Text("metadata", "namespace")}/{resource.Plural}" : $"{root}/{resource.Plural}";
    }

    /// <summary>Gatekeeper's controller defines the constraint kinds at run time; here nobody else does.</summary>
    private async Task DefineConstraintsAsync(CancellationToken cancellationToken)
    {
        foreach (var resource in scenario.Catalog.All.Where(resource => resource.Group == "constraints.gatekeeper.sh"))
        {
            var name = $"{resource.Plural}.{resource.Group}";
            await controlPlane.ApplyAsync($$"""
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata:
                  name: {{name}}
                spec:
                  group: {{resource.Group}}
                  scope: Cluster
                  names:
                    plural: {{resource.Plural}}
                    kind: {{resource.Kind}}
                  versions:
                  - name: v1beta1
                    served: true
                    storage: true
                    schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true} }
                """, cancellationToken);
            (await controlPlane.KubectlAsync(["wait", "--for=condition=Established", "--timeout=30s", $"crd/{name}"], cancellationToken: cancellationToken)).EnsureSuccess();
        }
    }
}
