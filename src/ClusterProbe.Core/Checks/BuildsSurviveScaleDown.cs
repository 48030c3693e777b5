using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Scheduling;

namespace ClusterProbe.Core.Checks;

/// <summary>CP5004: nothing that scales nodes down takes one from under a running build.</summary>
internal sealed class BuildsSurviveScaleDown : SlotsCheck
{
    private const string Protected = nameof(Protected);
    private const string NothingScalesDown = nameof(NothingScalesDown);
    private const string NotProtected = nameof(NotProtected);
    private const string SpotNodes = nameof(SpotNodes);

    public override string Code => "CP5004";

    public override string Title => "build pods survive node scale-down";

    protected override ImmutableArray<string> OwnReasons => [Protected, NothingScalesDown, NotProtected, SpotNodes];

    protected override Finding Evaluate(CheckContext context, BuildFit build, NodeInventory nodes) => Judge(context, build, nodes) with { Required = false };

    private Finding Judge(CheckContext context, BuildFit build, NodeInventory nodes)
    {
        var disruptions = Disruption.Of(context.Facts);
        ImmutableArray<Disruption> open = [.. disruptions.Where(disruption => build.Annotations.GetValueOrDefault(disruption.Annotation) != disruption.Value)];
        ImmutableArray<NodeFact> eligible = [.. BuildSlots.Count(build.Pod, nodes, null).Nodes.Where(node => node.IsEligible).Select(node => node.Node)];
        var spot = eligible.Count(Disruption.IsSpot);
        if (!open.IsEmpty) return Unprotected(build, open, spot, eligible.Length);
        if (spot > 0) return OnSpot(build, spot, eligible.Length);
        if (!disruptions.IsEmpty) return Pass(build.Subject, Protected, $"{string.Join(" and ", disruptions.Select(disruption => disruption.Name))} {(disruptions.Length == 1 ? "spares" : "spare")} the pod: {string.Join(", ", disruptions.Select(disruption => disruption.Line))}.");
        return ElasticCapacity.WhyUnknown(context.Facts) is { } cause
            ? NotEvaluated(build.Subject, "What scales nodes down", cause)
            : Pass(build.Subject, NothingScalesDown, "Neither Cluster Autoscaler nor Karpenter shows up here, and no node for builds is a spot node.");
    }

    private Finding Unprotected(BuildFit build, ImmutableArray<Disruption> open, int spot, int nodes)
    {
        var names = string.Join(" and ", open.Select(disruption => disruption.Name));
        var also = spot > 0 ? $" Besides, {spot} of {nodes} nodes for builds are spot nodes." : "";
        return Warn(build.Subject, NotProtected, $"{names} may take the node from under a running build: the pod has no annotation against it.{also}") with
        {
            Evidence = [.. open.Select(disruption => $"missing annotation {disruption.Line}")],
            Remediation = new Remediation($"Annotate the build pods in the CI system's pod settings: {string.Join(", ", open.Select(disruption => disruption.Line))}."),
        };
    }

    private Finding OnSpot(BuildFit build, int spot, int nodes)
        => Warn(build.Subject, SpotNodes, $"{spot} of {nodes} nodes for builds are spot nodes: the provider takes them back at any time, and the builds on them fail.") with
        {
            Remediation = new Remediation("Keep builds that can't be repeated off spot nodes, by a node selector or by a taint on those nodes."),
        };
}
