using ClusterProbe.EndToEndTests.Cluster;

namespace ClusterProbe.EndToEndTests;

/// <summary>A pipeline that waits with <c>kubectl wait</c>, as situations are made and repaired.</summary>
[Category("EndToEnd")]
[NonParallelizable]
internal sealed class ReadinessTests
{
    /// <summary>Two cycles: one may have begun before the change.</summary>
    private const string TwoCycles = "--timeout=270s";

    private string _name = "";

    private string Readiness => $"clusterreadiness/{_name}";

    [SetUp]
    public void ChooseName() => _name = $"e2e-{Guid.NewGuid():N}"[..12];

    [TearDown]
    public async Task CleanUpAsync()
    {
        await Kubectl.RunAsync("delete", Readiness, "--ignore-not-found");
        await Kubectl.RunAsync("delete", "namespace", _name, "--ignore-not-found");
    }

    [Test]
    public async Task Wait_ForAMissingNamespace_BlocksUntilItIsThere()
    {
        await CreateProfileAsync();
        await BecomesAsync("False");
        Assert.That((await Kubectl.RunAsync("wait", "--for=condition=Ready", Readiness, "--timeout=5s")).Succeeded, Is.False, "the build namespace is missing");

        await CreateNamespaceAsync();
        await BecomesAsync("True");

        var nodes = (await Kubectl.GetAsync("nodes"))["items"]!.AsArray().Count;
        Assert.That(await Kubectl.OutputAsync("get", Readiness, "-o", "jsonpath={.status.nodes.summary}"), Is.EqualTo($"{nodes}/{nodes}"));
        var events = await Kubectl.OutputAsync("get", "events.events.k8s.io", "-n", "default", "-o", "jsonpath={.items[?(@.regarding.name==\"" + _name + "\")].reason}");
        Assert.That(events, Is.Not.Empty, "transitions are events");
    }

    [Test]
    public async Task Wait_ForPrivilegedPodsInARestrictedNamespace_BlocksUntilTheyAreAdmitted()
    {
        await CreateNamespaceAsync();
        await Kubectl.OutputAsync("label", "namespace", _name, "pod-security.kubernetes.io/enforce=restricted");
        await CreateProfileAsync("docker-in-docker");
        await BecomesAsync("False");
        Assert.That(await Kubectl.OutputAsync("get", Readiness, "-o", "jsonpath={.status.findings[*].code}"), Does.Contain("CP1002"));

        await Kubectl.OutputAsync("label", "namespace", _name, "pod-security.kubernetes.io/enforce=privileged", "--overwrite");
        await BecomesAsync("True");
    }

    [Test]
    public async Task Wait_AfterAnEdit_IsAnsweredWithinSeconds()
    {
        await CreateNamespaceAsync();
        await CreateProfileAsync();
        await BecomesAsync("True");
        await Kubectl.OutputAsync("patch", Readiness, "--type=merge", "-p", """{"spec":{"buildNamespaces":["nowhere"]}}""");
        (await Kubectl.RunAsync("wait", "--for=condition=Ready=False", Readiness, "--timeout=30s")).EnsureSuccess();
        await Kubectl.OutputAsync("patch", Readiness, "--type=merge", "-p", $"{{\"spec\":{{\"buildNamespaces\":[\"{_name}\"]}}}}");
        (await Kubectl.RunAsync("wait", "--for=condition=Ready", Readiness, "--timeout=30s")).EnsureSuccess();
    }

    private Task CreateProfileAsync(string require = "") => Kubectl.ApplyAsync($$"""
        apiVersion: clusterprobe.io/v1alpha1
        kind: ClusterReadiness
        metadata: {name: {{_name}} }
        spec:
          ciSystem: harness
          buildNamespaces: [{{_name}}]
          ciIdentity: {namespace: {{_name}}, name: ci}
          require: [{{require}}]
        """);

    /// <summary>A namespace in which the CI identity may do what builds need.</summary>
    private Task CreateNamespaceAsync() => Kubectl.ApplyAsync($$"""
        {apiVersion: v1, kind: Namespace, metadata: {name: {{_name}} } }
        ---
        {apiVersion: v1, kind: ServiceAccount, metadata: {name: ci, namespace: {{_name}} } }
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: ci, namespace: {{_name}} }
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: admin}
        subjects: [{kind: ServiceAccount, name: ci, namespace: {{_name}} }]
        """);

    /// <summary>Waits as a pipeline does. A condition about an older spec does not count, which kubectl sees by itself.</summary>
    private async Task BecomesAsync(string ready)
    {
        var wait = await Kubectl.RunAsync("wait", $"--for=condition=Ready={ready}", Readiness, TwoCycles);
        if (!wait.Succeeded) Assert.Fail($"{wait.Errors}{await Kubectl.OutputAsync("get", Readiness, "-o", "yaml")}{await Kubectl.DescribeAgentsAsync()}");
    }
}
