using System.Runtime.CompilerServices;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Core.Profiles.Parsing;

namespace ClusterProbe.UnitTests.Profiles;

internal sealed class ProfileParserTests
{
    private const string Minimal = """
        apiVersion: clusterprobe.io/v1alpha1
        kind: ClusterReadiness
        metadata: {name: ci}
        spec:
          ciSystem: harness

        """;

    private static readonly Profile Documented = Parsed(DocumentedExample());

    [TestCase("harness", CiSystem.Harness)]
    [TestCase("gitlab-runner", CiSystem.GitLabRunner)]
    [TestCase("arc", CiSystem.ActionsRunnerController)]
    [TestCase("jenkins", CiSystem.Jenkins)]
    [TestCase("tekton", CiSystem.Tekton)]
    public void Parse_WhatIsNotSaid_IsInherited(string name, CiSystem system)
    {
        var profile = Parsed(Minimal.Replace("harness", name, StringComparison.Ordinal));
        Assert.That(profile with { Name = name, Shapes = [] }, Is.EqualTo(BuiltInProfiles.For(system) with { Shapes = [] }));
        Assert.That(profile.Shapes.Single(), Is.EqualTo(BuiltInProfiles.For(system).Shapes.Single()));
        Assert.That(profile.Name, Is.EqualTo("ci"));
    }

    [Test]
    public void Parse_DocumentedExample_HasAllThatItSays() => Assert.Multiple(() =>
    {
        Assert.That(Documented.BuildNamespaces, Is.EqualTo(new[] { "ci-builds" }));
        Assert.That(Documented.CiIdentity, Is.EqualTo(new ServiceAccountReference("harness-delegate-ng", "default")));
        Assert.That(Documented.Require, Is.EqualTo(new[] { Capability.DockerInDocker }));
        Assert.That(Documented.Load, Is.EqualTo(new BuildLoad(20, 100)));
        Assert.That(Documented.Harness, Is.EqualTo(new HarnessSettings("vpCkHKsDSxK9_KYfjCTMKA", "default", "payments", "build", "build")));
        Assert.That(Documented.Endpoints, Is.EqualTo(new[]
        {
            new BuildEndpoint("harness", "app.harness.io", 443, Tls: true),
            new BuildEndpoint("registry", "registry.example.com", 5000, Tls: true),
            new BuildEndpoint("proxy", "proxy.example.com", 3128, Tls: false),
        }));
        Assert.That(Documented.Waivers, Is.EqualTo(new[]
        {
            new Waiver("CP1002", "namespace/ci-builds", "moving to rootless Buildah", "team-ci", new DateTimeOffset(2026, 12, 31, 23, 59, 59, TimeSpan.Zero)),
        }));
    });

    [Test]
    public void Parse_SingleContainer_IsAWholePod()
    {
        var plain = Documented.Shapes[0];
        var container = plain.Containers.Single();
        Assert.Multiple(() =>
        {
            Assert.That(plain.InitContainers, Is.Empty);
            Assert.That(container.Requests.Amounts, Is.EquivalentTo(Amounts(("cpu", 2000), ("memory", 4L << 30), ("ephemeral-storage", 10L << 30))));
            Assert.That(container.Limits.Amounts, Is.EquivalentTo(Amounts(("memory", 4L << 30))));
            Assert.That(plain.ActiveDeadlineSeconds, Is.EqualTo(86_400), "inherited from the built-in shape");
        });
    }

    [Test]
    public void Parse_Containers_HaveAllThatTheySay()
    {
        var docker = Documented.Shapes[1];
        var sidecar = docker.InitContainers.Single();
        Assert.Multiple(() =>
        {
            Assert.That(docker.Containers.Select(container => (container.Name, container.Privileged)), Is.EqualTo(new[] { ("build", false) }));
            Assert.That((sidecar.Name, sidecar.Image, sidecar.Sidecar, sidecar.Privileged), Is.EqualTo(("dind", "docker:28-dind", true, true)));
            Assert.That(sidecar.HostPorts, Is.EqualTo(new[] { new HostPort("127.0.0.1", "TCP", 2375) }));
        });
    }

    [Test]
    public void Parse_Scheduling_HasAllThatItSays()
    {
        var docker = Documented.Shapes[1];
        var expression = docker.RequiredNodeAffinity!.Value.Single().Expressions.Single();
        Assert.Multiple(() =>
        {
            Assert.That((docker.OperatingSystem, docker.Architecture, docker.HostNetwork, docker.HostUsers), Is.EqualTo(("linux", "amd64", false, true)));
            Assert.That((docker.RuntimeClassName, docker.PriorityClassName, docker.ActiveDeadlineSeconds), Is.EqualTo(("gvisor", "builds", 3600)));
            Assert.That(docker.NodeSelector["pool"], Is.EqualTo("builds"));
            Assert.That(docker.Labels["team"], Is.EqualTo("payments"));
            Assert.That(docker.Annotations["cluster-autoscaler.kubernetes.io/safe-to-evict"], Is.EqualTo("false"));
            Assert.That(docker.Tolerations, Is.EqualTo(new[] { new Toleration("dedicated", "Equal", "builds", "NoSchedule") }));
            Assert.That((expression.Key, expression.Operator), Is.EqualTo(("topology.kubernetes.io/zone", "In")));
            Assert.That(expression.Values, Is.EqualTo(new[] { "zone-a", "zone-b" }));
        });
    }

    [Test]
    public void Parse_LimitWithoutRequest_IsRequested()
    {
        var shape = Parsed(Minimal + "  shapes: [{name: a, resources: {limits: {cpu: 1, nvidia.com/gpu: 1}, requests: {cpu: 0.5}}}]\n").Shapes.Single();
        Assert.That(shape.Containers.Single().Requests.Amounts, Is.EquivalentTo(Amounts(("cpu", 500), ("nvidia.com/gpu", 1))));
    }

    [Test]
    public void Parse_ObjectAsTheApiServerGivesIt_IsAProfile()
        => Assert.That(Parsed(Minimal.Replace("{name: ci}", "{name: ci, uid: x, generation: 3, managedFields: [{manager: kubectl}]}", StringComparison.Ordinal) + "status: {conditions: []}\n").Name, Is.EqualTo("ci"));

    [TestCase("2026-12-31", "2026-12-31T23:59:59Z")]
    [TestCase("2026-12-31T18:00:00Z", "2026-12-31T18:00:00Z")]
    [TestCase("2026-12-31T18:00:00+02:00", "2026-12-31T16:00:00Z")]
    public void Parse_Until_IncludesTheWholeDay(string text, string expected)
        => Assert.That(
            Parsed(Minimal + $"  waivers: [{{code: CP1001, reason: r, owner: o, until: \"{text}\"}}]\n").Waivers.Single().Until,
            Is.EqualTo(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture)));

    [TestCase("https://app.harness.io", "tls://app.harness.io:443")]
    [TestCase("https://app.harness.io/", "tls://app.harness.io:443")]
    [TestCase("https://APP.harness.io:8443", "tls://app.harness.io:8443")]
    [TestCase("tls://10.0.0.1:636", "tls://10.0.0.1:636")]
    [TestCase("tcp://[2001:DB8::1]:22", "tcp://[2001:db8::1]:22")]
    [TestCase("https://[2001:db8::1]", "tls://[2001:db8::1]:443")]
    [TestCase("tcp://proxy:3128", "tcp://proxy:3128")]
    public void Parse_Endpoint(string url, string expected)
        => Assert.That(Parsed(Minimal + $"  endpoints: [{{name: a, url: \"{url}\"}}]\n").Endpoints.Single().ToString(), Is.EqualTo(expected));

    [TestCase(CiSystem.Harness, "app.harness.io", "storage.googleapis.com", "registry-1.docker.io")]
    [TestCase(CiSystem.Tekton, "registry-1.docker.io")]
    public void BuiltIn_Endpoints_AreAssumed(CiSystem system, params string[] hosts)
    {
        var endpoints = BuiltInProfiles.For(system).Endpoints;
        Assert.That(endpoints.Select(endpoint => endpoint.Host), Is.EqualTo(hosts));
        Assert.That(endpoints, Has.All.Property(nameof(BuildEndpoint.Assumed)).True.And.All.Property(nameof(BuildEndpoint.Tls)).True);
    }

    [Test]
    public void Parse_NoEndpoints_AreNone() => Assert.That(Parsed(Minimal + "  endpoints: []\n").Endpoints, Is.Empty);

    [Test]
    public void Parse_Stream_ReadsUtf8WithAndWithoutMark([Values] bool mark)
    {
        using var stream = new MemoryStream([.. mark ? new byte[] { 0xEF, 0xBB, 0xBF } : [], .. System.Text.Encoding.UTF8.GetBytes(Minimal)]);
        Assert.That(ProfileParser.Parse("ci.yaml", stream, []).Errors, Is.Empty);
    }

    private static Profile Parsed(string text)
    {
        var (profile, errors) = ProfileParser.Parse("ci.yaml", text, ["CP1001", "CP1002"]);
        Assert.That(errors, Is.Empty);
        return profile!;
    }

    private static IEnumerable<KeyValuePair<string, long>> Amounts(params (string Name, long Amount)[] amounts)
        => amounts.Select(each => KeyValuePair.Create(each.Name, each.Amount));

    private static string DocumentedExample([CallerFilePath] string here = "")
        => File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/profile.md")).Split("```")[3]["yaml\n".Length..];
}
