using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Platforms;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Checks;

/// <summary>Nothing that is special about the platform stands in the way of the builds that are required.</summary>
internal sealed class PlatformRunsBuilds : Check
{
    public override string Code => "CP2002";

    public override string Title => "the platform runs the builds that are required";

    public override Category Category => Category.Platform;

    public override ImmutableArray<FactKind> Needs =>
        [FactKind.Server, FactKind.Nodes, FactKind.BuildNamespaces, FactKind.AdmissionPolicies, FactKind.AdmissionProbes, FactKind.Access];

    public override ImmutableArray<string> Reasons => ["NothingInTheWay", "NothingKnown", .. Enum.GetNames<PlatformLimit>()];

    public override IEnumerable<Finding> Evaluate(CheckContext context)
    {
        var platform = PlatformDetector.Detect(context.Facts);
        if (platform.Kind == PlatformKind.Unknown)
        {
            return [context.Facts.Nodes.IsUnknown(out var cause)
                ? NotEvaluated(Subject.Cluster, "The nodes, which tell what the cluster runs on", cause)
                : Skip(Subject.Cluster, "NothingKnown", "It is not known what the cluster runs on.")];
        }

        var limits = PlatformLimits.Of(platform, context.Profile, context.Facts.AdmissionProbes);
        return limits.IsEmpty
            ? [Pass(Subject.Cluster, "NothingInTheWay", $"{platform.Name} has no limit of its own that the required builds are known to meet.")]
            : limits.Select(limit => Warn(Subject.Cluster, limit.ToString(), PlatformLimits.Explain(limit)) with
            {
                Evidence = platform.Evidence,
                Remediation = new Remediation(PlatformLimits.Advise(limit)),
                RequiredBy = limit == PlatformLimit.FargateRefusesPrivileged ? ProfileNames.NameOf(Capability.DockerInDocker) : null,
            });
    }
}
