using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;
using ClusterProbe.IntegrationTests.Mesh;

namespace ClusterProbe.IntegrationTests.ClosedLoop;

/// <summary>Something that is wrong in a cluster, and the fixes that are printed for it.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="Fixes">The checks that print a fix, and the kind of it.</param>
/// <param name="ArrangeAsync">Makes it so, and gives the profile to check.</param>
internal sealed record Situation(string Name, (string Code, FixKind Kind)[] Fixes, Func<Scene, Task<Profile>> ArrangeAsync)
{
    private const string Enforce = "pod-security.kubernetes.io/enforce";

    private static readonly BuildShape Bare = new() { Name = "bare", Containers = [new ContainerShape { Name = "build", Image = "none" }] };

    public static IEnumerable<Situation> All =>
    [
        new("Pod Security refuses", [("CP1001", FixKind.PodSecurityLevel), ("CP1002", FixKind.PodSecurityLevel), ("CP1003", FixKind.PodSecurityLevel)], async scene => scene.Profile with
        {
            BuildNamespaces = [await scene.ControlPlane.CreateNamespaceAsync(labels: new Dictionary<string, string> { [Enforce] = "restricted" })],
            Require = [Capability.DockerInDocker, Capability.RootBuilds],
        }),
        new("no ServiceAccount for builds", [("CP1001", FixKind.MissingServiceAccountOfPod), ("CP1004", FixKind.MissingServiceAccountOfPod), ("CP6002", FixKind.BuildServiceAccount)], async scene => scene.Profile with
        {
            BuildNamespaces = [await scene.ControlPlane.CreateNamespaceAsync()],
            BuildServiceAccount = "builder",
        }),
        new("no namespace", [("CP1001", FixKind.MissingNamespaceOfPod), ("CP6001", FixKind.BuildNamespace)], scene => Task.FromResult(scene.Profile with { BuildNamespaces = [$"missing-{Guid.NewGuid():N}"] })),
        new("OpenShift's constraints refuse", [("CP1002", FixKind.UseOfConstraint), ("CP1003", FixKind.UseOfConstraint)], OpenShiftFront.ArrangeAsync),
        new("the CI identity may do nothing", [("CP4001", FixKind.IdentityRole)], async scene => scene.Profile with
        {
            BuildNamespaces = [await scene.ControlPlane.CreateNamespaceAsync()],
            CiIdentity = new ServiceAccountReference(await scene.ControlPlane.CreateNamespaceAsync("delegate"), "default"),
        }),
        new("no CI identity", [("CP4002", FixKind.IdentityServiceAccount)], async scene => scene.Profile with
        {
            BuildNamespaces = [await scene.ControlPlane.CreateNamespaceAsync()],
            CiIdentity = new ServiceAccountReference(await scene.ControlPlane.CreateNamespaceAsync("delegate"), "nobody"),
        }),
        new("no namespace of the CI identity", [("CP4002", FixKind.IdentityNamespace)], async scene => scene.Profile with
        {
            BuildNamespaces = [await scene.ControlPlane.CreateNamespaceAsync()],
            CiIdentity = new ServiceAccountReference($"missing-{Guid.NewGuid():N}", "ci"),
        }),
        new("STRICT mutual TLS", [("CP3002", FixKind.HeadlessService)], scene => StrictAsync(scene, delegateInMesh: true)),
        new("STRICT mutual TLS, and a delegate outside the mesh", [("CP3002", FixKind.PermissivePort)], scene => StrictAsync(scene, delegateInMesh: false)),
        new("STRICT mutual TLS, and a Service that hides starting pods", [("CP3002", FixKind.PublishedNotReadyPods)], async scene =>
        {
            var profile = await StrictAsync(scene, delegateInMesh: true);
            await scene.ControlPlane.ApplyAsync($$"""
                apiVersion: v1
                kind: Service
                metadata: {name: builds, namespace: "{{profile.BuildNamespaces[0]}}" }
                spec: {clusterIP: None, selector: {accountID: AbC-123}, ports: [{port: 20001}]}
                """);
            return profile;
        }),
        new("a quota that is too small", [("CP5003", FixKind.LargerQuota)], scene => LimitAsync(scene, scene.Profile, "ResourceQuota", """{hard: {requests.cpu: 1m, requests.memory: 1Mi}}""")),
        new("a quota that wants to be told", [("CP5003", FixKind.DefaultsForQuota)], scene =>
            LimitAsync(scene, scene.Profile with { Shapes = [Bare] }, "ResourceQuota", """{hard: {limits.cpu: "100", limits.memory: 100Gi}}""")),
        new("a limit range that is too narrow", [("CP5009", FixKind.WiderLimitRange)], scene => LimitAsync(scene, scene.Profile, "LimitRange", """{limits: [{type: Container, max: {cpu: 1m, memory: 1Mi}}]}""")),
    ];

    public override string ToString() => Name;

    private static async Task<Profile> StrictAsync(Scene scene, bool delegateInMesh)
    {
        var controlPlane = scene.ControlPlane;
        await controlPlane.InstallDefinitionsAsync("istio.yaml");
        var mesh = new MeshCluster(controlPlane);
        await mesh.CreateControlPlaneAsync(ready: true);
        scene.Delete(await mesh.CreateDelegateAsync(delegateInMesh));
        var build = await controlPlane.CreateNamespaceAsync();
        scene.Own(await mesh.InjectSidecarsAsync(build));
        await controlPlane.ApplyAsync($$"""
            apiVersion: security.istio.io/v1
            kind: PeerAuthentication
            metadata: {name: default, namespace: "{{build}}" }
            spec: {mtls: {mode: STRICT } }
            """);
        return scene.Profile with { BuildNamespaces = [build] };
    }

    private static async Task<Profile> LimitAsync(Scene scene, Profile profile, string kind, string spec)
    {
        var build = await scene.ControlPlane.CreateNamespaceAsync();
        await scene.ControlPlane.ApplyAsync($$"""
            apiVersion: v1
            kind: {{kind}}
            metadata: {name: limit, namespace: "{{build}}" }
            spec: {{spec}}
            """);
        return profile with { BuildNamespaces = [build] };
    }
}
