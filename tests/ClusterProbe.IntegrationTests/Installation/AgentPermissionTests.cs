using System.Collections.Immutable;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Kubernetes;
using ClusterProbe.Kubernetes.Rbac;

namespace ClusterProbe.IntegrationTests.Installation;

/// <summary>The shipped roles are enough for everything, and each permission in them is needed.</summary>
[Category("ControlPlane")]
[NonParallelizable]
internal sealed class AgentPermissionTests
{
    private ControlPlane _controlPlane = null!;
    private string _token = "";
    private Profile _profile = null!;

    private static IEnumerable<(AgentRole Role, Permission Permission)> Granted
        => AgentRoles.All.SelectMany(role => role.Uses, (role, use) => (role, use.Permission));

    [OneTimeSetUp]
    public async Task InstallAsync()
    {
        _controlPlane = await InstalledCluster.StartAsync();
        await _controlPlane.InstallDefinitionsAsync("istio.yaml");
        await _controlPlane.InstallDefinitionsAsync("karpenter.yaml");
        await _controlPlane.CreateNodeAsync("node-a");
        var @namespace = await _controlPlane.CreateNamespaceAsync("build");
        _token = await _controlPlane.CreateAgentTokenAsync("node-a");
        _profile = BuiltInProfiles.For(CiSystem.Harness) with { BuildNamespaces = [@namespace], CiIdentity = new ServiceAccountReference(@namespace, "default"), Harness = new HarnessSettings("AbC-123") };
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_controlPlane is not null) await _controlPlane.DisposeAsync();
    }

    [Test]
    public async Task Agent_ChecksTheCluster_MissesNothingAndSeesWhatTheAdministratorSees()
    {
        var facts = await CollectAsync(_token);
        var administrators = await CollectAsync(_controlPlane.AdminToken);
        Assert.Multiple(() =>
        {
            Assert.That(MissingPermissions.In(facts, _profile), Is.Empty);
            Assert.That(Evaluate(facts), Is.EqualTo(Evaluate(administrators)));
        });
    }

    [Test]
    public async Task Agent_WithTheShippedRoles_MayDoWhatIsDeclared()
        => Assert.That(await RefusedAsync(AgentRoles.AgentName), Is.Empty);

    [Test]
    public async Task Agent_BesidesTheShippedRoles_MayNotReadOrChangeAnything()
    {
        var forbidden = new (string Namespace, Permission Permission)[]
        {
            ("kube-system", new("", "secrets", "get")),
            ("", new("", "secrets", "list")),
            ("", new("", "configmaps", "list")),
            ("kube-system", new("", "configmaps", "get") { Name = "coredns" }),
            ("", new("", "pods", "delete")),
            ("", new("", "pods", "create") { Subresource = "exec" }),
            ("", new("", "nodes", "patch") { Subresource = "status" }),
            ("", new("clusterprobe.io", "nodereadinesses", "delete")),
            ("", new("clusterprobe.io", "clusterreadinesses", "update")),
            ("kube-system", new("coordination.k8s.io", "leases", "update")),
            ("kube-system", new("coordination.k8s.io", "leases", "get") { Name = "clusterprobe-leader" }),
            ("kube-system", new("events.k8s.io", "events", "create")),
        };
        foreach (var (@namespace, permission) in forbidden)
        {
            Assert.That(await IsAllowedAsync(AgentRoles.AgentName, @namespace, permission), Is.False, permission.ToString());
        }
    }

    [TestCaseSource(nameof(Names))]
    public async Task Agent_WithoutOnePermission_MayDoEverythingElse(string missing)
    {
        var name = $"without-{Guid.NewGuid():N}";
        await _controlPlane.CreateServiceAccountAsync(AgentRoles.AgentNamespace, name);
        var roles = AgentRoles.All.Select(role => role with { Uses = [.. role.Uses.Where(use => use.Permission.ToString() != missing)] });
        await _controlPlane.ApplyAsync(RbacManifest.Write(roles)
            .Replace(AgentRoles.AgentName, name, StringComparison.Ordinal)
            .Replace("clusterprobe-build-namespace", $"{name}-builds", StringComparison.Ordinal));
        ImmutableArray<string> refused = [];
        await Eventually.IsTrueAsync(
            async () => (refused = await RefusedAsync(name)) is [var only] && only == missing,
            () => $"only {missing} is refused, but: {string.Join(", ", refused)}");
    }

    private static IEnumerable<string> Names => Granted.Select(item => item.Permission.ToString()).Distinct();

    private async Task<ImmutableArray<string>> RefusedAsync(string serviceAccount)
    {
        var refused = ImmutableArray.CreateBuilder<string>();
        foreach (var (role, permission) in Granted)
        {
            var @namespace = permission.InBuildNamespaces ? _profile.BuildNamespaces[0] : role.Namespace;
            if (!await IsAllowedAsync(serviceAccount, @namespace, permission)) refused.Add(permission.ToString());
        }

        return [.. refused.Distinct()];
    }

    private async Task<bool> IsAllowedAsync(string serviceAccount, string @namespace, Permission permission)
    {
        using var answer = await _controlPlane.Admin.PostAsJsonAsync("apis/authorization.k8s.io/v1/subjectaccessreviews", new JsonObject
        {
            ["spec"] = new JsonObject
            {
                ["user"] = $"system:serviceaccount:{AgentRoles.AgentNamespace}:{serviceAccount}",
                ["groups"] = new JsonArray("system:serviceaccounts", $"system:serviceaccounts:{AgentRoles.AgentNamespace}", "system:authenticated"),
                ["resourceAttributes"] = new JsonObject
                {
                    ["namespace"] = @namespace,
                    ["group"] = permission.Group,
                    ["resource"] = permission.Resource,
                    ["subresource"] = permission.Subresource,
                    ["verb"] = permission.Verb,
                    ["name"] = permission.Name,
                },
            },
        });
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())?["status"]?["allowed"]?.GetValue<bool>() == true;
    }

    private async Task<ClusterFacts> CollectAsync(string token)
        => await new FactCollection(TimeProvider.System).CollectAsync(
            ControlPlane.CreateApiClient(_controlPlane.WithToken(token)), _profile, Enum.GetValues<FactKind>(), "test", TimeSpan.FromSeconds(60), null, CancellationToken.None);

    private IEnumerable<string> Evaluate(ClusterFacts facts)
        => CheckEngine.Evaluate(CheckRegistry.All, new CheckContext(facts, _profile, facts.CollectedAt)).Findings
            .Select(finding => $"{finding.Code} {finding.Subject} {finding.Status} {finding.Reason}");
}
