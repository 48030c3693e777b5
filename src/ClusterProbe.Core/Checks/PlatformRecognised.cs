using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Platforms;

namespace ClusterProbe.Core.Checks;

/// <summary>It is known what the cluster runs on, which explains what other checks find.</summary>
internal sealed class PlatformRecognised : Check
{
    public override string Code => "CP2001";

    public override string Title => "the platform is recognised";

    public override Category Category => Category.Platform;

    public override ImmutableArray<FactKind> Needs =>
        [FactKind.Server, FactKind.Nodes, FactKind.BuildNamespaces, FactKind.AdmissionPolicies, FactKind.AdmissionProbes, FactKind.Access];

    public override ImmutableArray<string> Reasons => ["Recognised", "NothingKnown"];

    public override IEnumerable<Finding> Evaluate(CheckContext context)
    {
        var platform = PlatformDetector.Detect(context.Facts);
        yield return platform.Kind != PlatformKind.Unknown
            ? Pass(Subject.Cluster, "Recognised", $"{platform}{AutopilotNote(platform)}.") with { Evidence = platform.Evidence }
            : context.Facts.Nodes.IsUnknown(out var cause)
                ? NotEvaluated(Subject.Cluster, "The nodes, which tell what the cluster runs on", cause)
                : Skip(Subject.Cluster, "NothingKnown", "Neither nodes nor answers of the API server say what the cluster runs on.");
    }

    private static string AutopilotNote(Platform platform) => platform.AutopilotPods switch
    {
        AutopilotPods.Yes => "; build pods are handled by Autopilot",
        AutopilotPods.No => "; build pods are not handled by Autopilot",
        _ => "",
    };
}
