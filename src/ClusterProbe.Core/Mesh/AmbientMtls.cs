using System.Collections.Immutable;

namespace ClusterProbe.Core.Mesh;

/// <summary>What the node proxy of an ambient mesh does with a connection that has no client identity.</summary>
public enum AmbientEnforcement
{
    /// <summary>It lets it through: no strict policy applies.</summary>
    NotEnforced,

    /// <summary>It lets it through on this port, although a strict policy applies to the pod.</summary>
    Exempt,

    /// <summary>It refuses it.</summary>
    DenyWithoutPrincipal,

    /// <summary>It can't be told.</summary>
    Undecided,
}

/// <summary>What applies to one port of an ambient pod.</summary>
/// <param name="Enforcement">What the node proxy does.</param>
/// <param name="Reason">What it rests on, or why it can't be told; the end of a sentence.</param>
public sealed record AmbientDecision(AmbientEnforcement Enforcement, string Reason);

/// <summary>Which <c>PeerAuthentication</c> reaches the node proxy (ztunnel) of an ambient mesh.</summary>
/// <remarks>
/// <c>pilot/pkg/serviceregistry/ambient/authorization.go</c> of istio/istio converts the policies, and is not the sidecar's machine:
/// ties in age have no order, a selector object without labels can drop a mesh or namespace policy, and modes for ports
/// are lost in several combinations. Every answer that hangs on one of these is undecided rather than guessed.
/// </remarks>
public static class AmbientMtls
{
    /// <summary>What applies to a port.</summary>
    /// <param name="policies">All policies of the cluster, in any order.</param>
    /// <param name="rootNamespace">The root namespace of the mesh.</param>
    /// <param name="revision">The revision of the control plane.</param>
    /// <param name="workload">The pod.</param>
    /// <param name="port">The container port.</param>
    public static AmbientDecision Effective(
        IEnumerable<PeerAuthentication> policies, string rootNamespace, string revision, Workload workload, int port)
    {
        ArgumentNullException.ThrowIfNull(workload);
        var scopes = new PolicyScopes(policies, rootNamespace, revision, workload);
        ImmutableArray<AmbientDecision> decisions =
        [
            .. from mesh in Wide(scopes.Mesh)
               from @namespace in Wide(scopes.Namespace)
               from selecting in Selecting(scopes)
               select Decide(new PolicyChoice(mesh, @namespace, selecting), port),
        ];
        return decisions.FirstOrDefault(decision => decision.Enforcement == AmbientEnforcement.Undecided)
            ?? (decisions.All(decision => decision.Enforcement == decisions[0].Enforcement)
                ? decisions[0]
                : new AmbientDecision(
                    AmbientEnforcement.Undecided,
                    "several policies of one scope have the same age, carry an empty selector or depend on a label value that is not known"));
    }

    private static AmbientDecision Decide(PolicyChoice choice, int port)
    {
        var (mode, policy) = choice.Base;
        if (mode == MtlsMode.Unreadable) return Undecided($"PeerAuthentication {policy} sets a mode that this version does not know");
        var strict = mode == MtlsMode.Strict;
        var inherited = choice.Workload is { Mode: MtlsMode.Unset };
        var excepted = choice.Workload?.Ports.Any(entry => entry.Mode == MtlsMode.Permissive) == true;
        if (strict && inherited && excepted && policy == choice.Mesh && choice.Namespace is not null)
        {
            return Undecided($"the exceptions of PeerAuthentication {choice.Workload} get lost under one of the whole mesh");
        }

        return (choice.Workload?.ModeOf(port) ?? MtlsMode.Unset, strict) switch
        {
            (MtlsMode.Unset or MtlsMode.Strict, true) => new(AmbientEnforcement.DenyWithoutPrincipal, $"STRICT by PeerAuthentication {policy}"),
            (MtlsMode.Permissive, true) when inherited => new(AmbientEnforcement.Exempt, $"PERMISSIVE for the port by PeerAuthentication {choice.Workload}"),
            (MtlsMode.Disable, true) when inherited && !excepted => new(
                AmbientEnforcement.DenyWithoutPrincipal, $"STRICT by PeerAuthentication {policy}; ambient ignores DISABLE for a port"),
            (MtlsMode.Unset or MtlsMode.Permissive or MtlsMode.Disable, false) => new(AmbientEnforcement.NotEnforced, "no STRICT policy applies"),
            (_, true) => Undecided($"PeerAuthentication {choice.Workload} makes an exception for the port that ambient does not reliably honour"),
            (_, false) => Undecided($"PeerAuthentication {choice.Workload} is STRICT for the port only, which may never reach the node proxy"),
        };
    }

    private static AmbientDecision Undecided(string reason) => new(AmbientEnforcement.Undecided, reason);

    private static IEnumerable<PeerAuthentication?> Wide(ImmutableArray<PeerAuthentication> scope)
        => Oldest(scope).Union(Oldest([.. scope.Where(policy => policy.MatchLabels is null)]));

    private static IEnumerable<PeerAuthentication?> Oldest(ImmutableArray<PeerAuthentication> scope)
        => scope.TakeWhile(policy => policy.CreatedAt == scope[0].CreatedAt).DefaultIfEmpty();

    private static IEnumerable<PeerAuthentication?> Selecting(PolicyScopes scopes)
    {
        foreach (var equallyOld in scopes.Workload.GroupBy(policy => policy.CreatedAt))
        {
            foreach (var policy in equallyOld) yield return policy;
            if (equallyOld.Any(policy => scopes.Match(policy) == LabelMatch.Yes)) yield break;
        }

        yield return null;
    }
}
