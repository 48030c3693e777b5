using System.Collections.Immutable;
using ClusterProbe.Core.CiSystems;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Core.Scheduling;

namespace ClusterProbe.Core.Checks;

/// <summary>There are Windows nodes that Windows builds can run on.</summary>
internal sealed class WindowsPoolsUsable : Check
{
    private const string BuildLabel = "node.kubernetes.io/windows-build";

    public override string Code => "CP6008";

    public override string Title => "Windows pools are usable";

    public override Category Category => Category.CiSystem;

    public override ImmutableArray<FactKind> Needs => [FactKind.Nodes];

    public override ImmutableArray<string> Reasons => ["Usable", "NotRequired", "NoWindowsNode", "NoneReady", "NoLinuxNode", "MixedWindowsBuilds", "TaintNotTolerated", "PrivilegedOnWindows"];

    public override IEnumerable<Finding> Evaluate(CheckContext context)
    {
        ImmutableArray<BuildShape> shapes = [.. context.Profile.Shapes.Where(shape => shape.OperatingSystem == "windows")];
        if (shapes.IsEmpty && !context.Profile.Require.Contains(Capability.WindowsBuilds))
        {
            return [Skip(Subject.Cluster, "NotRequired", "The profile has no builds on Windows.")];
        }

        if (context.Facts.Nodes.IsUnknown(out var cause)) return [NotEvaluated(Subject.Cluster, "The nodes", cause)];
        ImmutableArray<NodeFact> nodes = context.Facts.Nodes.IsKnown(out var inventory) ? inventory.Nodes : [];
        ImmutableArray<NodeFact> windows = [.. nodes.Where(node => NodePlatforms.OperatingSystemOf(node) == "windows")];
        return Problems(nodes, windows, shapes).DefaultIfEmpty(Usable(windows)).Select(finding => finding with { RequiredBy = ProfileNames.NameOf(Capability.WindowsBuilds) });
    }

    private Finding Usable(ImmutableArray<NodeFact> windows)
        => Pass(Subject.Cluster, "Usable", $"{windows.Length} Windows nodes{(BuildsOf(windows) is [var build] ? $" of build {build}" : "")}.");

    private IEnumerable<Finding> Problems(ImmutableArray<NodeFact> nodes, ImmutableArray<NodeFact> windows, ImmutableArray<BuildShape> shapes)
    {
        foreach (var shape in shapes.Where(shape => shape.Containers.Any(container => container.Privileged)))
        {
            yield return Fail(new Subject("shape", shape.Name), "PrivilegedOnWindows", $"The Windows build {shape.Name} has a privileged container, and Windows has none: Docker-in-Docker is impossible there.") with
            {
                Remediation = new Remediation("Build images on Linux nodes, or on Windows machines outside Kubernetes."),
            };
        }

        if (windows.IsEmpty)
        {
            yield return Fail(Subject.Cluster, "NoWindowsNode", "None of the nodes runs Windows.") with
            {
                Remediation = new Remediation("Add a pool of Windows Server nodes (Core on EKS) beside the Linux pool that the delegate needs."),
            };
            yield break;
        }

        if (!windows.Any(node => node is { IsReady: true, Unschedulable: false }))
        {
            yield return Fail(Subject.Cluster, "NoneReady", $"None of {windows.Length} Windows nodes is ready and schedulable.") with
            {
                Remediation = new Remediation("Look at the nodes' conditions: kubectl describe nodes -l kubernetes.io/os=windows."),
            };
        }

        if (!nodes.Any(node => NodePlatforms.OperatingSystemOf(node) == "linux"))
        {
            yield return Warn(Subject.Cluster, "NoLinuxNode", "There is no Linux node, and the CI system's own pods run on Linux only.") with
            {
                Remediation = new Remediation("Add a Linux pool for the CI system's own pods."),
            };
        }

        if (BuildsOf(windows) is { Count: > 1 } builds)
        {
            yield return Warn(Subject.Cluster, "MixedWindowsBuilds", $"The Windows nodes are of different builds ({string.Join(", ", builds)}), and a container runs only where its base image's build matches.") with
            {
                Remediation = new Remediation($"Give Windows builds a node selector on {BuildLabel}."),
            };
        }

        foreach (var shape in shapes.Where(shape => !windows.Any(node => Taints.FirstUntolerated(node.Taints, shape.Tolerations) is null)))
        {
            yield return Fail(new Subject("shape", shape.Name), "TaintNotTolerated", $"The build {shape.Name} tolerates the taints of no Windows node: {string.Join(", ", windows.SelectMany(node => node.Taints).Distinct())}.") with
            {
                Remediation = new Remediation("Add tolerations for these taints to the infrastructure of Windows builds."),
            };
        }
    }

    private static List<string> BuildsOf(ImmutableArray<NodeFact> nodes)
        => [.. nodes.Select(node => node.Labels.GetValueOrDefault(BuildLabel, "")).Where(build => build.Length > 0).Distinct().Order(StringComparer.Ordinal)];
}
