using System.Collections.Immutable;

namespace ClusterProbe.Core.Mesh;

/// <summary>Who calls, and what its control plane goes by when it looks for a <c>DestinationRule</c> or a <c>Sidecar</c>.</summary>
/// <param name="Namespace">The client's namespace; empty when it is not known.</param>
/// <param name="RootNamespace">The root namespace of the mesh.</param>
/// <param name="Revision">The revision of the control plane that serves the client.</param>
public sealed record RuleClient(string Namespace, string RootNamespace, string Revision)
{
    /// <summary>The client's labels; null when they are not known.</summary>
    public ImmutableSortedDictionary<string, string>? Labels { get; init; }

    /// <summary>Whether rules that do not say to whom they are exported stay in their namespace (<c>defaultDestinationRuleExportTo</c>).</summary>
    public bool RulesArePrivate { get; init; }

    /// <summary>Whether a set of label pairs selects the client. An empty set selects all.</summary>
    /// <param name="selector">The pairs.</param>
    public LabelMatch Match(ImmutableSortedDictionary<string, string> selector)
        => Labels is not null ? new Workload(Namespace, Labels).Match(selector)
            : selector is { IsEmpty: true } ? LabelMatch.Yes
            : LabelMatch.Maybe;

    /// <summary>The caller as a control plane sees it.</summary>
    /// <param name="caller">The caller; null when nobody saw one.</param>
    /// <param name="controlPlane">The control plane.</param>
    internal static RuleClient Of(Caller? caller, ControlPlaneView controlPlane)
        => new(caller?.Namespace ?? "", controlPlane.RootNamespace, caller?.Revision ?? controlPlane.Revision)
        {
            Labels = caller?.Labels,
            RulesArePrivate = controlPlane.Config.RuleExportTo.Contains("."),
        };
}
