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
}
