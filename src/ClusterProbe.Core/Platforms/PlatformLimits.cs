using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Platforms;

/// <summary>Relates what builds need to what a platform is known for. All of it explains; the verdict on a pod is the API server's.</summary>
public static class PlatformLimits
{
    /// <summary>The ephemeral storage that Autopilot grants a general-purpose pod at most, in bytes.</summary>
    public const long AutopilotEphemeralStorage = 10L << 30;

    private const string VirtualNodeTaint = "virtual-kubelet.io/provider";

    /// <summary>The limits that the required builds meet.</summary>
    /// <param name="platform">The platform.</param>
    /// <param name="profile">What ready means.</param>
    /// <param name="probes">What the API server answered to build pods.</param>
    public static ImmutableArray<PlatformLimit> Of(Platform platform, Profile profile, ImmutableArray<AdmissionProbe> probes)
    {
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentNullException.ThrowIfNull(profile);
        return [.. Find()];

        IEnumerable<PlatformLimit> Find()
        {
            var images = profile.Require.Contains(Capability.DockerInDocker) || profile.Require.Contains(Capability.RootBuilds);
            var autopilot = platform.AutopilotPods == AutopilotPods.Yes || (platform.Kind == PlatformKind.GkeAutopilot && platform.AutopilotPods != AutopilotPods.No);
            if (autopilot && (images || profile.Shapes.Any(AsksForMoreStorage))) yield return PlatformLimit.AutopilotEphemeralStorage;
            if (NeedsPrivilege(profile) && (platform.Kind == PlatformKind.EksFargate || probes.Any(IsPromisedToFargate))) yield return PlatformLimit.FargateRefusesPrivileged;
            if (platform.SpecialNodes.HasFlag(SpecialNodes.AutoMode)) yield return PlatformLimit.AutoModeReplacesNodes;
            if (platform.SpecialNodes.HasFlag(SpecialNodes.Virtual) && profile.Shapes.Any(ToleratesVirtualNodes)) yield return PlatformLimit.VirtualNodeLimits;
            if (platform.Kind == PlatformKind.AksAutomatic) yield return PlatformLimit.DeploymentSafeguards;
        }
    }

    /// <summary>What the limit means for builds.</summary>
    /// <param name="limit">The limit.</param>
    public static string Explain(PlatformLimit limit) => limit switch
    {
        PlatformLimit.AutopilotEphemeralStorage =>
            "Autopilot grants a pod at most 10 GiB of ephemeral storage, which builds of large images exceed whatever they are built with.",
        PlatformLimit.FargateRefusesPrivileged =>
            "Fargate takes the build pods, and Fargate never schedules privileged ones: they are admitted, and then stay Pending with \"Pod not supported on Fargate\".",
        PlatformLimit.AutoModeReplacesNodes =>
            "EKS Auto Mode replaces each node after 14 days by default, 21 at most, and while it consolidates: builds on such a node end with it.",
        PlatformLimit.VirtualNodeLimits =>
            "Build pods tolerate the taint of virtual nodes, which run no privileged containers and, in their first version, no init containers or host aliases.",
        PlatformLimit.DeploymentSafeguards =>
            "AKS Automatic enforces Deployment Safeguards, which refuse pods without probes, without requests, or with untagged images; build pods have no probes.",
        _ => throw new ArgumentOutOfRangeException(nameof(limit)),
    };

    /// <summary>What to do about it: an imperative sentence.</summary>
    /// <param name="limit">The limit.</param>
    public static string Advise(PlatformLimit limit) => limit switch
    {
        PlatformLimit.AutopilotEphemeralStorage => "Give image builds a Performance or machine-family compute class, or a volume of their own, or run them on a Standard node pool.",
        PlatformLimit.FargateRefusesPrivileged => "Leave the build namespace out of the Fargate profiles, so that its pods go to EC2 nodes, or build without privilege.",
        PlatformLimit.AutoModeReplacesNodes => "Annotate build pods with karpenter.sh/do-not-disrupt, and keep stages shorter than the grace period of the node pool.",
        PlatformLimit.VirtualNodeLimits => "Take the toleration of virtual-kubelet.io/provider away from build pods.",
        PlatformLimit.DeploymentSafeguards => "Exclude the build namespace from Deployment Safeguards.",
        _ => throw new ArgumentOutOfRangeException(nameof(limit)),
    };

    private static bool NeedsPrivilege(Profile profile)
        => profile.Require.Contains(Capability.DockerInDocker) || profile.Shapes.Any(shape => shape.Containers.Any(container => container.Privileged));

    private static bool IsPromisedToFargate(AdmissionProbe probe)
        => probe.Answer.IsKnown(out var answer) && answer is { Admitted: true, Pod.SchedulerName: "fargate-scheduler" };

    private static bool AsksForMoreStorage(BuildShape shape)
        => shape.Containers.Sum(container => (decimal)container.Requests["ephemeral-storage"]) > AutopilotEphemeralStorage;

    private static bool ToleratesVirtualNodes(BuildShape shape)
        => shape.Tolerations.Any(toleration => toleration.Key == VirtualNodeTaint || (toleration.Key.Length == 0 && toleration.Operator == "Exists"));
}
