using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Kubernetes;

namespace ClusterProbe.IntegrationTests.CiSystems;

/// <summary>What is found of delegates that a real API server stores.</summary>
[Category("ControlPlane")]
internal sealed class DelegateTests
{
    [Test]
    public async Task TwoOfTheSampleManifest_AreFoundAndOverlap()
    {
        var controlPlane = await ControlPlane.Shared;
        var @namespace = await controlPlane.CreateNamespaceAsync("delegates");
        var profile = BuiltInProfiles.For(CiSystem.Harness) with { BuildNamespaces = [@namespace] };
        await CreateDelegateAsync(controlPlane, @namespace, "one");
        await CreateDelegateAsync(controlPlane, @namespace, "two");
        await controlPlane.PatchAsync($"/apis/apps/v1/namespaces/{@namespace}/deployments/one/status", new JsonObject { ["status"] = new JsonObject { ["replicas"] = 1, ["readyReplicas"] = 1 } });

        var facts = await new FactCollection(TimeProvider.System).CollectAsync(
            ControlPlane.CreateApiClient(controlPlane.WithToken(controlPlane.AdminToken)), profile, [FactKind.CiSystem], "test", TimeSpan.FromSeconds(60), null, CancellationToken.None);
        var ready = await controlPlane.FindingsAsync("CP6003", profile);
        var overlaps = await controlPlane.FindingsAsync("CP6005", profile);
        await controlPlane.DeleteAsync($"/apis/apps/v1/namespaces/{@namespace}/deployments");

        Assert.That(facts.CiSystem.Workloads.IsKnown(out var inventory));
        var found = inventory!.Workloads.Single(workload => workload.ToString() == $"Deployment {@namespace}/one");
        Assert.Multiple(() =>
        {
            Assert.That((found.Replicas, found.ReadyReplicas, found.ServiceAccount), Is.EqualTo((1, 1, "delegate")));
            Assert.That((found.Requests["cpu"], found.Requests["memory"]), Is.EqualTo((500, 2048L << 20)));
            Assert.That(found.EnvironmentNames, Is.EqualTo(new[] { "DELEGATE_TOKEN" }));
            Assert.That(StatusIn(ready, @namespace, "one"), Is.EqualTo(FindingStatus.Pass));
            Assert.That(StatusIn(ready, @namespace, "two"), Is.EqualTo(FindingStatus.Fail));
            Assert.That(StatusIn(overlaps, @namespace, "one"), Is.EqualTo(FindingStatus.Warn));
        });
    }

    private static FindingStatus StatusIn(ImmutableArray<Finding> findings, string @namespace, string name)
        => findings.Single(finding => finding.Subject == new Subject("deployment", name, @namespace)).Status;

    /// <summary>As in the vendor's sample: the Deployment's label is its name, selector and pods have the literal "delegate".</summary>
    private static Task<JsonNode> CreateDelegateAsync(ControlPlane controlPlane, string @namespace, string name)
    {
        var labels = new JsonObject { ["harness.io/name"] = "delegate" };
        return controlPlane.CreateAsync($"/apis/apps/v1/namespaces/{@namespace}/deployments", new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = new JsonObject { ["harness.io/name"] = name } },
            ["spec"] = new JsonObject
            {
                ["selector"] = new JsonObject { ["matchLabels"] = labels },
                ["template"] = new JsonObject
                {
                    ["metadata"] = new JsonObject { ["labels"] = labels.DeepClone() },
                    ["spec"] = new JsonObject
                    {
                        ["serviceAccountName"] = "delegate",
                        ["containers"] = new JsonArray(new JsonObject
                        {
                            ["name"] = "delegate",
                            ["image"] = "harness/delegate:26.07.86400",
                            ["env"] = new JsonArray(new JsonObject { ["name"] = "DELEGATE_TOKEN", ["value"] = "secret" }),
                            ["resources"] = new JsonObject
                            {
                                ["requests"] = new JsonObject { ["cpu"] = "0.5" },
                                ["limits"] = new JsonObject { ["memory"] = "2048Mi" },
                            },
                        }),
                    },
                },
            },
        });
    }
}
