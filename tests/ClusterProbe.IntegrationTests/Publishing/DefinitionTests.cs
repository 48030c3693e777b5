using System.Text.RegularExpressions;

namespace ClusterProbe.IntegrationTests.Publishing;

/// <summary>What the API server takes for a <c>ClusterReadiness</c>, and what it refuses with which words.</summary>
[Category("ControlPlane")]
internal sealed partial class DefinitionTests
{
    [Test]
    public async Task Document_OfTheDocumentation_IsAccepted()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "docs", "profile.md"));
        var document = YamlBlock().Matches(page).Select(match => match.Groups[1].Value).Single(block => block.Contains("kind: ClusterReadiness", StringComparison.Ordinal));
        Assert.That((await ApplyAsync(document)).Errors, Is.Empty);
    }

    [TestCase("ciSystem: arc")]
    [TestCase("ciSystem: harness, endpoints: [{name: registry, url: 'https://registry.example.com'}, {name: a, url: 'tcp://10.0.0.1:389'}, {name: b, url: 'tls://[2001:db8::1]:443'}]")]
    [TestCase("ciSystem: harness, shapes: [{name: a, resources: {requests: {cpu: 2, memory: 1.5Gi, nvidia.com/gpu: '1', hugepages-2Mi: 4Mi}, limits: {cpu: 2500m}}}]")]
    [TestCase("ciSystem: harness, waivers: [{code: CP1002, reason: a, owner: b, until: '2026-12-31T18:00:00Z'}]")]
    [TestCase("ciSystem: harness, shapes: [{name: a, tolerations: [{operator: Exists}]}]")]
    public async Task Spec_Valid_IsAccepted(string spec) => Assert.That((await ApplyAsync(Document(spec))).Errors, Is.Empty);

    [TestCase("buildNamespaces: [ci]", "spec.ciSystem: Required value")]
    [TestCase("ciSystem: harnes", "Unsupported value: \"harnes\"")]
    [TestCase("ciSystem: harness, builNamespaces: [ci]", "unknown field \"spec.builNamespaces\"")]
    [TestCase("ciSystem: harness, shapes: [{name: a, containers: [{name: b, priviledged: true}]}]", "unknown field \"spec.shapes[0].containers[0].priviledged\"")]
    [TestCase("ciSystem: harness, buildNamespaces: [ci, ci]", "Duplicate value: \"ci\"")]
    [TestCase("ciSystem: harness, buildNamespaces: [CI]", "spec.buildNamespaces[0]")]
    [TestCase("ciSystem: harness, require: [docker]", "Unsupported value: \"docker\"")]
    [TestCase("ciSystem: arc, harness: {accountId: a}", "harness is only for ciSystem harness")]
    [TestCase("ciSystem: harness, ciIdentity: {name: a}", "spec.ciIdentity.namespace: Required value")]
    [TestCase("ciSystem: harness, shapes: []", "spec.shapes")]
    [TestCase("ciSystem: harness, shapes: [{name: a}, {name: a}]", "Duplicate value")]
    [TestCase("ciSystem: harness, shapes: [{name: a, os: linus}]", "Unsupported value: \"linus\"")]
    [TestCase("ciSystem: harness, shapes: [{name: a, image: b, containers: [{name: c}]}]", "say either containers, or image, resources and privileged")]
    [TestCase("ciSystem: harness, shapes: [{name: a, initContainers: [{name: c}]}]", "containers is required beside initContainers")]
    [TestCase("ciSystem: harness, shapes: [{name: a, containers: [{name: c}], initContainers: [{name: c}]}]", "the name of a container is given twice")]
    [TestCase("ciSystem: harness, shapes: [{name: a, resources: {requests: {cpu: much}}}]", "spec.shapes[0].resources.requests.cpu")]
    [TestCase("ciSystem: harness, shapes: [{name: a, resources: {requests: {cpu: -1}}}]", "a quantity is not negative")]
    [TestCase("ciSystem: harness, shapes: [{name: a, resources: {requests: {cpus: 1}}}]", "others than cpu, memory, ephemeral-storage and hugepages-SIZE have a domain")]
    [TestCase("ciSystem: harness, shapes: [{name: a, resources: {requests: {memory: 1Gi}, limits: {memory: 512Mi}}}]", "a request is more than its limit")]
    [TestCase("ciSystem: harness, shapes: [{name: a, containers: [{name: b, hostPorts: [{port: 70000}]}]}]", "hostPorts[0].port")]
    [TestCase("ciSystem: harness, shapes: [{name: a, tolerations: [{value: b}]}]", "key is required unless operator is Exists")]
    [TestCase("ciSystem: harness, shapes: [{name: a, tolerations: [{key: a, operator: Exists, value: b}]}]", "value must not be given with operator Exists")]
    [TestCase("ciSystem: harness, shapes: [{name: a, activeDeadlineSeconds: 0}]", "activeDeadlineSeconds")]
    [TestCase("ciSystem: harness, load: {parallelBuilds: 0}", "spec.load.parallelBuilds")]
    [TestCase("ciSystem: harness, endpoints: [{name: a, url: 'http://example.com'}]", "url must begin with https://, tls:// or tcp://")]
    [TestCase("ciSystem: harness, endpoints: [{name: a, url: 'tcp://example.com'}]", "url must be https://HOST, https://HOST:PORT, tls://HOST:PORT or tcp://HOST:PORT")]
    [TestCase("ciSystem: harness, endpoints: [{name: a, url: 'https://'}]", "url must be https://HOST")]
    [TestCase("ciSystem: harness, endpoints: [{name: A, url: 'https://example.com'}]", "spec.endpoints[0].name")]
    [TestCase("ciSystem: harness, endpoints: [{name: a, url: 'https://a'}, {name: a, url: 'https://b'}]", "Duplicate value")]
    [TestCase("ciSystem: harness, waivers: [{code: CP1002, owner: b}]", "spec.waivers[0].reason: Required value")]
    [TestCase("ciSystem: harness, waivers: [{code: CP1002, reason: '', owner: b}]", "spec.waivers[0].reason")]
    [TestCase("ciSystem: harness, waivers: [{code: cp1002, reason: a, owner: b}]", "spec.waivers[0].code")]
    [TestCase("ciSystem: harness, waivers: [{code: CP1002, reason: a, owner: b, until: tomorrow}]", "spec.waivers[0].until")]
    public async Task Spec_Wrong_IsRefused(string spec, string words)
    {
        var result = await ApplyAsync(Document(spec));
        Assert.That(result.ExitCode, Is.Not.Zero, result.Output);
        Assert.That(result.Errors, Does.Contain(words));
    }

    [Test]
    public async Task NodeReadiness_WithUnknownFields_IsRefused()
    {
        var result = await ApplyAsync("""
            apiVersion: clusterprobe.io/v1alpha1
            kind: NodeReadiness
            metadata: {name: a}
            status: {ready: "True", reason: AllPassed, observedAt: "2026-05-01T12:00:00Z", heartbeatSeconds: 120, mood: good}
            """);
        Assert.That(result.Errors, Does.Contain("unknown field \"status.mood\""));
    }

    private static string Document(string spec) => $$"""
        apiVersion: clusterprobe.io/v1alpha1
        kind: ClusterReadiness
        metadata: {name: document}
        spec: { {{spec}} }
        """;

    private static async Task<KubectlResult> ApplyAsync(string yaml)
        => await (await PublishingControlPlane.Started).KubectlAsync(["create", "--validate=strict", "--dry-run=server", "-f", "-"], yaml);

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex YamlBlock();
}
