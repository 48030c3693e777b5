using System.Collections.Immutable;

namespace ClusterProbe.Core.Mesh;

/// <summary>Sorts the policies that one control plane sees into the scopes that matter to one pod.</summary>
/// <remarks>
/// From <c>pilot/pkg/model/authentication.go</c> and <c>config.go</c> (<c>LabelsInRevision</c>, <c>sortConfigByCreationTime</c>) of
/// istio/istio. A policy with a selector in the root namespace is in no scope at all.
/// </remarks>
internal sealed class PolicyScopes
{
    private readonly Workload _workload;

    /// <summary>The policies of the whole mesh, oldest first.</summary>
    public ImmutableArray<PeerAuthentication> Mesh { get; }

    /// <summary>The policies of the pod's namespace, oldest first.</summary>
    public ImmutableArray<PeerAuthentication> Namespace { get; }

    /// <summary>The policies that select the pod, or may do so, oldest first.</summary>
    public ImmutableArray<PeerAuthentication> Workload { get; }

    /// <summary>Sorts policies into scopes.</summary>
    /// <param name="policies">All policies, in any order.</param>
    /// <param name="rootNamespace">The root namespace of the mesh.</param>
    /// <param name="revision">The control plane's revision.</param>
    /// <param name="workload">The pod.</param>
    public PolicyScopes(IEnumerable<PeerAuthentication> policies, string rootNamespace, string revision, Workload workload)
    {
        _workload = workload;
        var seen = policies
            .Where(policy => (policy.Namespace == rootNamespace || policy.Namespace == workload.Namespace) && (policy.Revision is null || policy.Revision == revision))
            .OrderBy(policy => policy.CreatedAt)
            .ThenBy(policy => policy.Name, StringComparer.Ordinal)
            .ThenBy(policy => policy.Namespace, StringComparer.Ordinal)
            .ToList();
        Mesh = [.. seen.Where(policy => policy.Namespace == rootNamespace && !policy.SelectsWorkloads)];
        if (workload.Namespace == rootNamespace)
        {
            Namespace = Workload = [];
            return;
        }

        var own = seen.Where(policy => policy.Namespace == workload.Namespace).ToList();
        Namespace = [.. own.Where(policy => !policy.SelectsWorkloads)];
        Workload = [.. own.Where(policy => policy.SelectsWorkloads && Match(policy) != LabelMatch.No)];
    }

    /// <summary>Whether a policy selects the pod.</summary>
    /// <param name="policy">A policy with a selector.</param>
    public LabelMatch Match(PeerAuthentication policy) => _workload.Match(policy.MatchLabels!);
}
