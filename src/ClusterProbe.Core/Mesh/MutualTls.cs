using System.Collections.Immutable;

namespace ClusterProbe.Core.Mesh;

/// <summary>The mutual TLS mode that a sidecar enforces on a port.</summary>
/// <param name="Mode">The mode; <see cref="MtlsMode.Unreadable"/> when it can't be told.</param>
/// <param name="Policy">The policy that sets it; null when no policy does.</param>
/// <param name="Undecided">Why it can't be told; null when it can.</param>
public sealed record MtlsDecision(MtlsMode Mode, PeerAuthentication? Policy, string? Undecided = null);

/// <summary>Which mutual TLS mode applies to a pod with a sidecar.</summary>
/// <remarks>
/// <c>ComposePeerAuthentication</c> of istio/istio, <c>pilot/pkg/security/authn/policy_applier.go</c>: in each scope the oldest policy
/// counts and every younger one is ignored entirely; the narrowest scope that sets a mode wins; modes for ports count only
/// on the policy that selects the pod. The order of the input never matters.
/// </remarks>
public static class MutualTls
{
    /// <summary>The mode on a container port.</summary>
    /// <param name="policies">All policies of the cluster.</param>
    /// <param name="rootNamespace">The root namespace of the mesh.</param>
    /// <param name="revision">The revision of the control plane that serves the pod.</param>
    /// <param name="workload">The pod.</param>
    /// <param name="port">The container port.</param>
    public static MtlsDecision Effective(
        IEnumerable<PeerAuthentication> policies, string rootNamespace, string revision, Workload workload, int port)
    {
        ArgumentNullException.ThrowIfNull(workload);
        var scopes = new PolicyScopes(policies, rootNamespace, revision, workload);
        var choices = Candidates(scopes)
            .Select(candidate => new PolicyChoice(scopes.Mesh.FirstOrDefault(), scopes.Namespace.FirstOrDefault(), candidate))
            .ToList();
        var (mode, policy) = choices[0].For(port);
        if (choices.Any(choice => choice.For(port).Mode != mode))
        {
            return new MtlsDecision(MtlsMode.Unreadable, null, $"whether PeerAuthentication {choices[0].Workload} applies depends on a label value that is not known");
        }

        return mode == MtlsMode.Unreadable
            ? new MtlsDecision(mode, policy, $"PeerAuthentication {policy} sets a mode that this version does not know")
            : new MtlsDecision(mode, policy);
    }

    /// <summary>
    /// The mode that clients assume for a whole Service, which disregards policies that select workloads
    /// (<c>GetNamespaceMutualTLSMode</c>).
    /// </summary>
    /// <param name="policies">All policies of the cluster.</param>
    /// <param name="rootNamespace">The root namespace of the mesh.</param>
    /// <param name="revision">The revision of the control plane that serves the client.</param>
    /// <param name="namespace">The Service's namespace.</param>
    public static MtlsMode InferredByClients(
        IEnumerable<PeerAuthentication> policies, string rootNamespace, string revision, string @namespace)
    {
        var scopes = new PolicyScopes(policies, rootNamespace, revision, new Workload(@namespace, ImmutableSortedDictionary<string, string>.Empty));
        return new PolicyChoice(scopes.Mesh.FirstOrDefault(), scopes.Namespace.FirstOrDefault(), null).Base.Mode;
    }

    private static IEnumerable<PeerAuthentication?> Candidates(PolicyScopes scopes)
    {
        foreach (var policy in scopes.Workload)
        {
            yield return policy;
            if (scopes.Match(policy) == LabelMatch.Yes) yield break;
        }

        yield return null;
    }
}
