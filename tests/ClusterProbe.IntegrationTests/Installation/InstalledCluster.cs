using System.Text.Json.Nodes;
using ClusterProbe.Kubernetes.Rbac;

namespace ClusterProbe.IntegrationTests.Installation;

/// <summary>A control plane on which ClusterProbe is installed as users install it.</summary>
internal static class InstalledCluster
{
    /// <summary>Starts a control plane, installs, and waits until the guards are in force.</summary>
    public static async Task<ControlPlane> StartAsync()
    {
        var controlPlane = await ControlPlane.StartAsync(new ControlPlaneOptions(), CancellationToken.None);
        (await controlPlane.KubectlAsync(["apply", "-f", Manifests.Install])).EnsureSuccess();
        (await controlPlane.KubectlAsync(["wait", "--for=condition=Established", "--timeout=30s", "-f", Manifests.PathOf("crds/clusterreadinesses.yaml"), "-f", Manifests.PathOf("crds/nodereadinesses.yaml")])).EnsureSuccess();
        await controlPlane.CreateServiceAccountAsync(AgentRoles.AgentNamespace, "default");
        return controlPlane;
    }

    /// <summary>A token of the agent's ServiceAccount, bound to a node as the token of a pod there is.</summary>
    public static async Task<string> CreateAgentTokenAsync(this ControlPlane controlPlane, string node)
        => (await controlPlane.KubectlAsync(
            ["create", "token", AgentRoles.AgentName, "-n", AgentRoles.AgentNamespace, "--bound-object-kind", "Node", "--bound-object-name", node])).EnsureSuccess().Trim();

    /// <summary>Creates a node without a kubelet, and returns its uid.</summary>
    public static async Task<string> CreateNodeAsync(this ControlPlane controlPlane, string name)
    {
        var node = await controlPlane.CreateAsync("/api/v1/nodes", new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } });
        return $"{node["metadata"]!["uid"]}";
    }
}
