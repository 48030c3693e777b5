using System.Collections.Immutable;
using System.Text.Json;
using ClusterProbe.Core.Facts;
using ClusterProbe.Kubernetes.Client;

namespace ClusterProbe.Kubernetes.Publishing.Guards;

/// <summary>Finds out whether the policy that refuses this agent every create of pods but dry runs is in force.</summary>
/// <remarks>
/// <para>
/// Two things are looked at. The policy and its binding are read by name: they must deny every create of a pod, in every namespace, and
/// fail closed. And a pod is created for real, in the agent's own namespace, that can't come into being whatever happens:
/// </para>
/// <list type="bullet">
/// <item>It has a <c>resourceVersion</c>. The API server's storage refuses to create such an object before it writes anything
/// (<c>k8s.io/apiserver/pkg/storage/etcd3/store.go</c>, <c>ErrResourceVersionSetOnCreate</c>), which is after validating admission
/// (<c>k8s.io/apiserver/pkg/registry/generic/registry/store.go</c>). So the answer tells whether the policy was asked.</item>
/// <item>It has the name of the agent's own pod, which exists.</item>
/// </list>
/// <para>
/// A refusal in the policy's name proves that the policy is evaluated, denies, and recognises this agent. Reading alone would not prove
/// that its expression does.
/// </para>
/// </remarks>
/// <param name="api">The API server, as the agent.</param>
/// <param name="namespace">The agent's namespace.</param>
/// <param name="pod">The name of the agent's pod.</param>
public sealed class DryRunGuard(ApiClient api, string @namespace, string pod)
{
    /// <summary>The name of the policy, and of its binding.</summary>
    public const string PolicyName = "clusterprobe-dry-run-only";

    private const string Group = "admissionregistration.k8s.io";

    /// <summary>What the API server's storage says to an object that has a version before it exists.</summary>
    private const string RefusedByStorage = "resourceVersion should not be set on objects to be created";

    private static readonly Permission GetPolicy = new(Group, "validatingadmissionpolicies", "get") { Name = PolicyName };
    private static readonly Permission GetBinding = new(Group, "validatingadmissionpolicybindings", "get") { Name = PolicyName };
    private static readonly Permission CreatePod = new("", "pods", "create");

    /// <summary>The permissions that it uses in the whole cluster.</summary>
    public static ImmutableArray<Permission> ClusterPermissions { get; } = [GetPolicy, GetBinding];

    /// <summary>The permissions that it uses in the agent's namespace.</summary>
    public static ImmutableArray<Permission> OwnNamespacePermissions { get; } = [CreatePod];

    /// <summary>Finds out. Changes nothing.</summary>
    /// <param name="cancellationToken">The only clock.</param>
    public async Task<GuardResult> CheckAsync(CancellationToken cancellationToken)
    {
        var policy = await api.GetAsync($"/apis/{Group}/v1/{GetPolicy.Resource}/{PolicyName}", GuardContext.Default.GuardPolicyDto, cancellationToken).ConfigureAwait(false);
        if (!policy.Succeeded(out var rules, out var error)) return Unread("policy", error);
        var binding = await api.GetAsync($"/apis/{Group}/v1/{GetBinding.Resource}/{PolicyName}", GuardContext.Default.GuardBindingDto, cancellationToken).ConfigureAwait(false);
        if (!binding.Succeeded(out var bound, out error)) return Unread("binding", error);
        return (GuardScope.Flaw(rules) ?? GuardScope.Flaw(bound, PolicyName)) is { } flaw
            ? new(GuardState.DoesNotHold, $"{flaw} ({PolicyName})")
            : await ProveAsync(cancellationToken).ConfigureAwait(false);
    }

    private static GuardResult Unread(string what, ApiError error)
        => error.IsNotFound
            ? new(GuardState.DoesNotHold, $"there is no {what} {PolicyName}, or the API server does not know such policies (before Kubernetes 1.30)")
            : new(GuardState.Unknown, $"the {what} {PolicyName} can't be read: {error.Message}");

    private async Task<GuardResult> ProveAsync(CancellationToken cancellationToken)
    {
        var answer = await api.CreateAsync($"/api/v1/namespaces/{@namespace}/pods", ImpossiblePod(), WrittenContext.Default.WrittenObject, cancellationToken).ConfigureAwait(false);
        if (answer.Succeeded(out _, out var error)) return new(GuardState.DoesNotHold, "the API server accepted a pod that was no dry run");
        if (error.Message.Contains($"ValidatingAdmissionPolicy '{PolicyName}' with binding '{PolicyName}' denied request", StringComparison.Ordinal))
        {
            return new(GuardState.Holds, $"the API server refused a pod that was no dry run: {error.Message}");
        }

        return error.Message.Contains(RefusedByStorage, StringComparison.Ordinal) || error.IsConflict
            ? new(GuardState.DoesNotHold, $"a pod that was no dry run passed admission; the policy {PolicyName} does not refuse it")
            : new(GuardState.Unknown, $"a pod that was no dry run was refused for another reason: {error.Message}");
    }

    /// <summary>It satisfies Pod Security <c>restricted</c>, so that admission gets as far as the policy.</summary>
    private byte[] ImpossiblePod() => System.Text.Encoding.UTF8.GetBytes($$"""
        {
          "apiVersion": "v1", "kind": "Pod",
          "metadata": {"name": "{{JsonEncodedText.Encode(pod)}}", "resourceVersion": "1", "labels": {"app.kubernetes.io/component": "guard-proof"} },
          "spec": {
            "automountServiceAccountToken": false, "restartPolicy": "Never",
            "securityContext": {"runAsNonRoot": true, "runAsUser": 65532, "seccompProfile": {"type": "RuntimeDefault"} },
            "containers": [{
              "name": "none", "image": "registry.invalid/none:0",
              "securityContext": {"allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "capabilities": {"drop": ["ALL"]} },
              "resources": {"requests": {"cpu": "1m", "memory": "1Mi"}, "limits": {"cpu": "1m", "memory": "1Mi"} }
            }]
          }
        }
        """);
}
