using ClusterProbe.Simulator;
using ClusterProbe.Simulator.Manifests;

namespace ClusterProbe.UnitTests.Simulator;

/// <summary>The texts are those of kube-apiserver 1.37 and of admission controllers in the field.</summary>
internal sealed class DryRunTests
{
    private const string Plain = """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"a:1","resources":{"limits":{"cpu":"1"},"requests":{"memory":"1Gi"}}}]}}""";

    private const string Privileged = """{"metadata":{"generateName":"p-"},"spec":{"containers":[{"name":"dind","image":"docker:dind","securityContext":{"privileged":true}}]}}""";

    [TestCase("ready", "nope", Plain, 404, """namespaces "nope" not found""")]
    [TestCase("ready", "ci-builds", "nojson", 400, "the object provided is unrecognized \\(must be of type Pod\\): couldn't get version/kind; json parse error: .+")]
    [TestCase("ready", "ci-builds", """{"kind":"Deployment"}""", 400, """Deployment in version "v1" cannot be handled as a Pod""")]
    [TestCase("ready", "ci-builds", """{"apiVersion":"v2"}""", 400, """the API version in the data \(v2\) does not match the expected API version \(v1\)""")]
    [TestCase("ready", "ci-builds", """{"metadata":{"namespace":"x"}}""", 400, "the namespace of the provided object does not match the namespace sent on the request")]
    [TestCase("ready", "ci-builds", """{"spec":{"containers":[{"name":"c","image":"a:1"}]}}""", 422, """Pod "" is invalid: metadata.name: Required value: name or generateName is required""")]
    [TestCase("ready", "ci-builds", """{"metadata":{"name":"p"},"spec":{"serviceAccountName":"builder","containers":[{"name":"c","image":"a:1"}]}}""", 403, """pods "p" is forbidden: error looking up service account ci-builds/builder: serviceaccount "builder" not found""")]
    [TestCase("ready", "ci-builds", """{"metadata":{"name":"p"},"spec":{"priorityClassName":"x","containers":[{"name":"c","image":"a:1"}]}}""", 403, """pods "p" is forbidden: no PriorityClass with name x was found""")]
    [TestCase("ready", "ci-builds", """{"metadata":{"name":"p"},"spec":{"runtimeClassName":"y","containers":[{"name":"c","image":"a:1"}]}}""", 403, """pods "p" is forbidden: pod rejected: RuntimeClass "y" not found""")]
    [TestCase("ready", "ci-builds", """{"metadata":{"name":"p","labels":{"a":"-x"}},"spec":{"containers":[]}}""", 422, """Pod "p" is invalid: \[metadata.labels: Invalid value: "-x": a valid label must be .*, spec.containers: Required value\]""")]
    [TestCase("ready", "ci-builds", """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"a:1","securityContext":{"privileged":true,"allowPrivilegeEscalation":false}}]}}""", 422, """Pod "p" is invalid: spec.containers\[0\].securityContext: Invalid value: .*: cannot set `allowPrivilegeEscalation` to false and `privileged` to true""")]
    [TestCase("ready", "harness-delegate-ng", """{"metadata":{"name":"prod-delegate-6c8f5d9b7c-4kx9d"},"spec":{"containers":[{"name":"c","image":"a:1"}]}}""", 409, """pods "prod-delegate-6c8f5d9b7c-4kx9d" already exists""")]
    [TestCase("restricted", "ci-builds", Privileged, 403, """pods "p-[a-z0-9]{5}" is forbidden: violates PodSecurity "restricted:latest": privileged \(container "dind" must not set securityContext.privileged=true\), .*""")]
    [TestCase("gatekeeper", "ci-builds", Privileged, 403, """admission webhook "validation.gatekeeper.sh" denied the request: \[psp-privileged-container\] Privileged container is not allowed: dind, .*""")]
    [TestCase("autopilot", "ci-builds", Privileged, 400, """(?s)admission webhook "warden-validating.common-webhooks.networking.gke.io" denied the request: GKE Warden rejected .*\[denied by autogke-disallow-privilege\]":\["container dind is privileged; not allowed in Autopilot"\]}\nRequested by user: 'sre@example.com', .*""")]
    [TestCase("quota", "ci-builds", Plain, 403, """pods "p" is forbidden: exceeded quota: builds, requested: requests.cpu=1, used: requests.cpu=4, limited: requests.cpu=4""")]
    [TestCase("openshift", "ci-builds", Privileged, 403, """pods "p-" is forbidden: unable to validate against any security context constraint: .*restricted-v2.*""")]
    [TestCase("openshift", "ci-builds", """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"a:1","securityContext":{"runAsUser":0}}]}}""", 403, """pods "p" is forbidden: unable to validate against any security context constraint: .*runAsUser: Invalid value: 0: must be in the ranges: .*""")]
    public async Task Create_WhatIsRefused_IsRefusedInTheServersWords(string scenario, string @namespace, string pod, int code, string message)
    {
        await using var client = await SimulatorClient.StartAsync(scenario);
        var answer = await client.DryRunAsync(@namespace, pod);
        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.EqualTo(code), answer.Text);
            Assert.That(answer.Message, Does.Match($@"\A(?:{message})\z"));
        });
    }

    [Test]
    public async Task Create_AnAdmittedPod_ComesBackWithTheServersDefaults()
    {
        await using var client = await SimulatorClient.StartAsync("ready");
        var answer = await client.DryRunAsync("ci-builds", Plain);
        var spec = answer.Json["spec"]!;
        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.EqualTo(201));
            Assert.That((string?)spec["serviceAccountName"], Is.EqualTo("default"));
            Assert.That((string?)spec["schedulerName"], Is.EqualTo("default-scheduler"));
            Assert.That(spec["containers"]![0]!["resources"]!["requests"]!.ToJsonString(), Is.EqualTo("""{"memory":"1Gi","cpu":"1"}"""));
            Assert.That(spec["tolerations"]!.AsArray().Select(toleration => (string)toleration!["key"]!), Is.EqualTo((string[])["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"]));
            Assert.That((string?)spec["containers"]![0]!["volumeMounts"]![0]!["mountPath"], Is.EqualTo("/var/run/secrets/kubernetes.io/serviceaccount"));
            Assert.That(answer.Warnings, Is.Empty);
        });
    }

    [Test]
    public async Task Create_InANamespaceThatOnlyWarns_IsAdmittedWithTheWarning()
    {
        await using var client = await SimulatorClient.StartAsync("openshift");
        var answer = await client.DryRunAsync("ci-builds", """{"metadata":{"name":"p"},"spec":{"hostNetwork":true,"containers":[{"name":"c","image":"a:1"}]}}""");
        Assert.That(answer.Code, Is.EqualTo(201));
        Assert.That(answer.Warnings, Is.EqualTo((string[])["""299 - "would violate PodSecurity \"restricted:latest\": host namespaces (hostNetwork=true)" """.TrimEnd()]));
    }

    [Test]
    public async Task Create_UnderIstio_ComesBackWithANativeSidecar()
    {
        await using var client = await SimulatorClient.StartAsync("istio-strict");
        var answer = await client.DryRunAsync("ci-builds", Plain);
        Assert.That(answer.Text, Does.Contain("istio-proxy").And.Contains("\"security.istio.io/tlsMode\":\"istio\""));
    }

    [Test]
    public async Task Create_OnAutopilotWithoutRequests_ComesBackWithRequestsAndTheMutatorsMarks()
    {
        await using var client = await SimulatorClient.StartAsync("autopilot");
        var answer = await client.DryRunAsync("ci-builds", """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"a:1"}]}}""");
        Assert.Multiple(() =>
        {
            Assert.That((string?)answer.Json["spec"]!["containers"]![0]!["resources"]!["requests"]!["cpu"], Is.EqualTo("500m"));
            Assert.That(answer.Json["metadata"]!["annotations"]!.AsObject().ContainsKey("autopilot.gke.io/resource-adjustment"));
            Assert.That(answer.Warnings.Single(), Does.StartWith("299 - \"autopilot-default-resources-mutator:Autopilot updated Pod ci-builds/p: defaulted unspecified 'cpu' resource for containers [c]"));
        });
    }

    [Test]
    public async Task Create_WhereALimitRangeHasDefaults_ComesBackWithThem()
    {
        await using var client = await StartWithAsync("""
            apiVersion: v1
            kind: LimitRange
            metadata: {name: builds, namespace: ci-builds}
            spec: {limits: [{type: Container, default: {cpu: "2", memory: 2Gi}, defaultRequest: {cpu: 250m, memory: 512Mi}}]}
            """);
        var answer = await client.DryRunAsync("ci-builds", Plain);
        Assert.Multiple(() =>
        {
            Assert.That(answer.Json["spec"]!["containers"]![0]!["resources"]!.ToJsonString(), Is.EqualTo("""{"limits":{"cpu":"1","memory":"2Gi"},"requests":{"memory":"1Gi","cpu":"1"}}"""));
            Assert.That((string?)answer.Json["metadata"]!["annotations"]!["kubernetes.io/limit-ranger"], Is.EqualTo("LimitRanger plugin set: memory limit for container c"));
        });
    }

    [Test]
    public async Task Create_OutOfALimitRange_IsRefused()
    {
        await using var client = await StartWithAsync("""
            apiVersion: v1
            kind: LimitRange
            metadata: {name: builds, namespace: ci-builds}
            spec: {limits: [{type: Container, max: {cpu: 500m}}]}
            """);
        Assert.That((await client.DryRunAsync("ci-builds", Plain)).Message, Is.EqualTo("pods \"p\" is forbidden: maximum cpu usage per Container is 500m, but limit is 1"));
    }

    [Test]
    public async Task Create_InATerminatingNamespace_IsRefused()
    {
        await using var client = await StartWithAsync("""
            apiVersion: v1
            kind: Namespace
            metadata: {name: ci-builds}
            status: {phase: Terminating}
            """);
        var answer = await client.DryRunAsync("ci-builds", Plain);
        Assert.Multiple(() =>
        {
            Assert.That(answer.Message, Is.EqualTo("pods \"p\" is forbidden: unable to create new content in namespace ci-builds because it is being terminated"));
            Assert.That((string?)answer.Json["details"]!["causes"]![0]!["reason"], Is.EqualTo("NamespaceTerminating"));
        });
    }

    [Test]
    public async Task Create_WithARuntimeClassAndADefaultPriority_ComesBackWithOverheadAndPriority()
    {
        await using var client = await StartWithAsync("""
            apiVersion: node.k8s.io/v1
            kind: RuntimeClass
            metadata: {name: kata}
            handler: kata
            overhead: {podFixed: {cpu: 250m, memory: 120Mi}}
            """, """
            apiVersion: scheduling.k8s.io/v1
            kind: PriorityClass
            metadata: {name: usual}
            globalDefault: true
            value: 7
            """);
        var answer = await client.DryRunAsync("ci-builds", """{"metadata":{"name":"p"},"spec":{"runtimeClassName":"kata","containers":[{"name":"c","image":"a:1"}]}}""");
        var spec = answer.Json["spec"]!;
        Assert.Multiple(() =>
        {
            Assert.That(spec["overhead"]!.ToJsonString(), Is.EqualTo("""{"cpu":"250m","memory":"120Mi"}"""));
            Assert.That(((string?)spec["priorityClassName"], (long?)spec["priority"]), Is.EqualTo(("usual", (long?)7)));
        });
    }

    private static Task<SimulatorClient> StartWithAsync(params string[] manifests)
    {
        Assert.That(Scenario.TryGet("ready", out var scenario), Is.True);
        return SimulatorClient.StartAsync(scenario! with { Objects = [.. scenario.Objects, .. manifests.SelectMany(ManifestReader.Read)] });
    }
}
