using System.Text.Json.Nodes;
using ClusterProbe.Kubernetes.Client;
using ClusterProbe.Kubernetes.Publishing;
using ClusterProbe.Kubernetes.Publishing.Guards;

namespace ClusterProbe.IntegrationTests.Publishing;

/// <summary>The proof that the guard holds, and that it leaves nothing behind when it does not.</summary>
[Category("ControlPlane")]
[NonParallelizable]
internal sealed class DryRunGuardTests
{
    private const string Policies = "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies";
    private const string Restricted = "pod-security.kubernetes.io/enforce";

    private string _namespace = "";
    private ApiClient _agent = null!;

    [OneTimeSetUp]
    public async Task BeginAsync()
    {
        var controlPlane = await PublishingControlPlane.Started;
        _namespace = await controlPlane.CreateNamespaceAsync("guard", new Dictionary<string, string> { [Restricted] = "restricted" });
        await controlPlane.CreateServiceAccountAsync(_namespace, "agent");
        await controlPlane.ApplyAsync($$"""
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: guard-test}
            rules:
            - {apiGroups: [admissionregistration.k8s.io], resources: [validatingadmissionpolicies, validatingadmissionpolicybindings], resourceNames: [{{DryRunGuard.PolicyName}}], verbs: [get]}
            - {apiGroups: [""], resources: [pods], verbs: [create]}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: guard-test}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: guard-test}
            subjects: [{kind: ServiceAccount, namespace: {{_namespace}}, name: agent}]
            """);
        _agent = ControlPlane.CreateApiClient(controlPlane.WithToken(await controlPlane.CreateServiceAccountTokenAsync(_namespace, "agent")));
    }

    [TearDown]
    public async Task EndAsync()
    {
        var controlPlane = await PublishingControlPlane.Started;
        await controlPlane.KubectlAsync(["delete", "validatingadmissionpolicy,validatingadmissionpolicybinding", DryRunGuard.PolicyName, "--ignore-not-found"]);
        var pods = JsonNode.Parse(await controlPlane.Admin.GetStringAsync(new Uri($"api/v1/namespaces/{_namespace}/pods", UriKind.Relative)))!;
        Assert.That(pods["items"]!.AsArray(), Is.Empty, "whatever happened, no pod came into being");
    }

    [Test]
    public async Task Guard_InForce_Holds()
    {
        await InstallAsync();
        await ExpectAsync(GuardState.Holds, $"ValidatingAdmissionPolicy '{DryRunGuard.PolicyName}' with binding '{DryRunGuard.PolicyName}' denied request");
    }

    [Test]
    public async Task Guard_Missing_DoesNotHold() => await ExpectAsync(GuardState.DoesNotHold, "there is no policy");

    [Test]
    public async Task Guard_WithoutBinding_DoesNotHold()
    {
        await InstallAsync();
        await (await PublishingControlPlane.Started).DeleteAsync($"{Policies.Replace("policies", "policybindings", StringComparison.Ordinal)}/{DryRunGuard.PolicyName}");
        await ExpectAsync(GuardState.DoesNotHold, "there is no binding");
    }

    [Test]
    public async Task Guard_ThatDoesNotRecogniseTheAgent_DoesNotHold()
    {
        await InstallAsync(user: "system:serviceaccount:other:agent");
        await ExpectAsync(GuardState.DoesNotHold, "a pod that was no dry run passed admission");
    }

    [TestCase("[Warn]", "Fail", "{}", "the binding does not deny")]
    [TestCase("[Deny]", "Ignore", "{}", "failurePolicy is Ignore")]
    [TestCase("[Deny]", "Fail", "{matchLabels: {team: a}}", "for selected namespaces only")]
    public async Task Guard_ThatHasAHole_DoesNotHold(string actions, string failurePolicy, string selector, string reason)
    {
        await InstallAsync(actions, failurePolicy, selector);
        await ExpectAsync(GuardState.DoesNotHold, reason);
    }

    [Test]
    public async Task Guard_ThatCanNotBeRead_IsUnknown()
    {
        var api = await PublishingControlPlane.WithAsync(PublishingPermissions.OwnNamespace);
        var result = await new DryRunGuard(api, _namespace, "agent-1").CheckAsync(default);
        Assert.That((result.State, result.Reason), Is.EqualTo((GuardState.Unknown, result.Reason)).And.Matches<(GuardState, string Reason)>(pair => pair.Reason.Contains("can't be read", StringComparison.Ordinal)));
    }

    [Test]
    public async Task Guard_BehindAnotherRefusal_IsUnknown()
    {
        await InstallAsync();
        await ExpectAsync(GuardState.Holds, "denied request");
        var result = await new DryRunGuard(_agent, "namespace-that-is-not-there", "agent-1").CheckAsync(default);
        Assert.That(result.State, Is.EqualTo(GuardState.Unknown), result.Reason);
    }

    private async Task ExpectAsync(GuardState state, string reason)
    {
        var guard = new DryRunGuard(_agent, _namespace, "agent-1");
        var result = await guard.CheckAsync(default);

        // The API server takes note of policies in its own time.
        await Eventually.IsTrueAsync(async () => (result = await guard.CheckAsync(default)).State == state, () => $"{result}");
        Assert.That(result.Reason, Does.Contain(reason));
    }

    private async Task InstallAsync(string actions = "[Deny]", string failurePolicy = "Fail", string selector = "{}", string? user = null)
        => await (await PublishingControlPlane.Started).ApplyAsync($$"""
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicy
            metadata: {name: {{DryRunGuard.PolicyName}} }
            spec:
              failurePolicy: {{failurePolicy}}
              matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}]}
              matchConditions: [{name: agent, expression: "request.userInfo.username == '{{user ?? $"system:serviceaccount:{_namespace}:agent"}}'"}]
              validations: [{expression: "has(request.dryRun) && request.dryRun", message: only dry runs}]
            ---
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicyBinding
            metadata: {name: {{DryRunGuard.PolicyName}} }
            spec: {policyName: {{DryRunGuard.PolicyName}}, validationActions: {{actions}}, matchResources: {namespaceSelector: {{selector}} } }
            """);
}
