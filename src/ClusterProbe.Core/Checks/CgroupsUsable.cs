using System.Collections.Immutable;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Nodes;
using ClusterProbe.Core.Nodes.Parsing;

namespace ClusterProbe.Core.Checks;

/// <summary>CP7001: the control groups have the controllers that limits of containers need.</summary>
internal sealed class CgroupsUsable : NodeCheck
{
    private const string VersionTwo = nameof(VersionTwo);
    private const string VersionOne = nameof(VersionOne);
    private const string ControllersMissing = nameof(ControllersMissing);

    public override string Code => "CP7001";

    public override string Title => "nodes have the control groups that builds need";

    protected override ImmutableArray<string> OwnReasons => [VersionTwo, VersionOne, ControllersMissing];

    public override Finding Evaluate(NodeFacts facts, Subject node)
    {
        if (Cgroups.ModeOf(facts) is not { } mode) return NotKnown(node, facts.CgroupHierarchies);
        if (mode != CgroupMode.V2)
        {
            return Pass(node, VersionOne, $"cgroup {Cgroups.WordFor(mode)}. Builds run with it; Kubernetes only maintains version 1 since 1.31.");
        }

        if (!facts.CgroupControllers.IsKnown(out var controllers)) return Pass(node, VersionTwo, "cgroup v2; its controllers are not known.");
        ImmutableArray<string> missing = [.. Cgroups.Needed.Where(controller => !controllers.Contains(controller))];
        return missing.IsEmpty
            ? Pass(node, VersionTwo, "cgroup v2 with all controllers that builds need.")
            : Caution(
                node,
                ControllersMissing,
                $"cgroup v2 without the controllers {string.Join(", ", missing)}: containers inside of a build can't be limited by them.",
                "Let the kubelet and the container runtime delegate all controllers (systemd cgroup driver), or use another node image.");
    }
}
