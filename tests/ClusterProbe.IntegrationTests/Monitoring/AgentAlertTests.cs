using System.Text.Json.Nodes;
using ClusterProbe.IntegrationTests.Agents;
using ClusterProbe.Monitoring;
using ClusterProbe.Monitoring.Servers;

namespace ClusterProbe.IntegrationTests.Monitoring;

/// <summary>From a problem of a cluster over the agents, a real Prometheus and a real Alertmanager to the receiver, and back.</summary>
[Category("ControlPlane"), Category("Prometheus")]
internal sealed class AgentAlertTests
{
    private static readonly string[] NodeNames = ["node-a", "node-b"];

    [Test]
    public async Task MissingNamespace_ArrivesAsAnAlertThatNamesTheCheck_AndIsResolvedWhenItIsThere()
    {
        RequirePrometheus();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(6));
        await using var controlPlane = await ControlPlane.StartAsync(new ControlPlaneOptions(), limit.Token);
        await InstallAsync(controlPlane, limit.Token);
        await using var first = await AgentProcess.StartAsync(controlPlane.KubeConfigPath, NodeNames[0], limit.Token);
        await using var second = await AgentProcess.StartAsync(controlPlane.KubeConfigPath, NodeNames[1], limit.Token);
        string[] addresses = [first.Http.BaseAddress!.Authority, second.Http.BaseAddress!.Authority];
        await using var path = await AlertPath.StartAsync(options => PrometheusConfiguration.ForAddresses(addresses, options), limit.Token);

        await Eventually.IsTrueAsync(
            async () => (await path.Prometheus.QueryAsync("""clusterprobe_check_status{scope="cluster", check="CP6001"} == 0""", limit.Token)).Count > 0, "CP6001 passes", limit.Token);
        await BuildInAsync(controlPlane, limit.Token, "ci-builds", "late-builds");
        var fired = await path.WaitForAsync("firing", "ClusterProbeCheckFailing", "CP6001", limit.Token);
        await controlPlane.CreateAsync("/api/v1/namespaces", new JsonObject { ["metadata"] = new JsonObject { ["name"] = "late-builds" } }, limit.Token);
        await path.WaitForAsync("resolved", "ClusterProbeCheckFailing", "CP6001", limit.Token);

        Assert.Multiple(() =>
        {
            Assert.That(fired.Labels["profile"], Is.EqualTo("ci"));
            Assert.That(fired.Annotations["summary"], Is.EqualTo("Builds of profile ci will fail: CP6001 fails for namespace/late-builds"));
        });
    }

    private static async Task InstallAsync(ControlPlane controlPlane, CancellationToken cancellationToken)
    {
        foreach (var file in Directory.GetFiles(Repository.Locate("manifests/crds"), "*readinesses.yaml"))
        {
            (await controlPlane.KubectlAsync(["apply", "--server-side", "-f", file], cancellationToken: cancellationToken)).EnsureSuccess();
            (await controlPlane.KubectlAsync(["wait", "--for=condition=Established", "--timeout=30s", "-f", file], cancellationToken: cancellationToken)).EnsureSuccess();
        }

        foreach (var name in new[] { "clusterprobe", "ci-builds" })
        {
            await controlPlane.CreateAsync("/api/v1/namespaces", new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } }, cancellationToken);
            await controlPlane.CreateServiceAccountAsync(name, "default", cancellationToken);
        }

        foreach (var name in NodeNames)
        {
            await controlPlane.CreateNodeAsync(
                new JsonObject
                {
                    ["metadata"] = new JsonObject { ["name"] = name },
                    ["status"] = new JsonObject { ["allocatable"] = new JsonObject { ["cpu"] = "8", ["memory"] = "32Gi", ["pods"] = "110" } },
                },
                cancellationToken);
        }

        await BuildInAsync(controlPlane, cancellationToken, "ci-builds");
    }

    private static Task BuildInAsync(ControlPlane controlPlane, CancellationToken cancellationToken, params string[] namespaces) => controlPlane.ApplyAsync(
        $$"""
        apiVersion: clusterprobe.io/v1alpha1
        kind: ClusterReadiness
        metadata: {name: ci}
        spec: {ciSystem: gitlab-runner, buildNamespaces: [{{string.Join(", ", namespaces)}}]}
        """,
        cancellationToken);

    private static void RequirePrometheus()
    {
        if (MonitoringProgram.Missing is not { } missing) return;
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(missing);
        Assert.Ignore(missing);
    }
}
