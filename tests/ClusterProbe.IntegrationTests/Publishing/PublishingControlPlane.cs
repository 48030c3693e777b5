using System.Text.Json.Nodes;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Facts;
using ClusterProbe.Kubernetes.Client;
using ClusterProbe.Kubernetes.Publishing.Clusters;

namespace ClusterProbe.IntegrationTests.Publishing;

/// <summary>A control plane with ClusterProbe's own definitions, which would tell the other tests that it is installed.</summary>
[SetUpFixture]
internal sealed class PublishingControlPlane
{
    private static readonly Lazy<Task<ControlPlane>> Instance = new(StartAsync);

    /// <summary>The codes that waivers can name.</summary>
    public static string[] CheckCodes { get; } = [.. CheckRegistry.All.Select(check => check.Code)];

    /// <summary>It. Started when the first test asks for it.</summary>
    public static Task<ControlPlane> Started => Instance.Value;

    /// <summary>A client as the administrator.</summary>
    public static async Task<ApiClient> AdminAsync()
    {
        var controlPlane = await Started;
        return ControlPlane.CreateApiClient(controlPlane.WithToken(controlPlane.AdminToken));
    }

    /// <summary>A client of a user with exactly these permissions.</summary>
    public static async Task<ApiClient> WithAsync(IReadOnlyCollection<Permission> permissions, string @namespace = "default")
        => ControlPlane.CreateApiClient(await (await Started).CreateUserAsync($"user-{Guid.NewGuid():N}", @namespace, permissions));

    /// <summary>Creates a <c>ClusterReadiness</c> with a unique name.</summary>
    public static async Task<ClusterReadinessObject> CreateReadinessAsync(JsonObject? spec = null)
    {
        var name = $"ci-{Guid.NewGuid():N}"[..16];
        await (await Started).CreateAsync("/apis/clusterprobe.io/v1alpha1/clusterreadinesses", new JsonObject
        {
            ["apiVersion"] = "clusterprobe.io/v1alpha1",
            ["kind"] = "ClusterReadiness",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = spec ?? new JsonObject { ["ciSystem"] = "harness", ["buildNamespaces"] = new JsonArray("ci") },
        });
        var set = await new ClusterReadinessSource(await AdminAsync(), CheckCodes, TimeProvider.System).ListAsync(default);
        return set.Objects.Single(item => item.Name == name);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (Instance is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) await (await Instance.Value).DisposeAsync();
    }

    private static async Task<ControlPlane> StartAsync()
    {
        var controlPlane = await ControlPlane.StartAsync(new ControlPlaneOptions { ControllerManager = true }, CancellationToken.None);
        var folder = Path.Combine(AppContext.BaseDirectory, "crds");
        (await controlPlane.KubectlAsync(["apply", "-f", folder])).EnsureSuccess();
        (await controlPlane.KubectlAsync(["wait", "--for=condition=Established", "--timeout=30s", "-f", folder])).EnsureSuccess();
        return controlPlane;
    }
}
