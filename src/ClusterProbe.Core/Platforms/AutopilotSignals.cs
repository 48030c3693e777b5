using System.Collections.Immutable;

namespace ClusterProbe.Core.Platforms;

/// <summary>The signals that tell GKE Autopilot from Standard. Presence of GKE's CRDs and webhooks is not among them: both modes have those.</summary>
internal sealed record AutopilotSignals
{
    /// <summary>Whether anything says that this is GKE at all.</summary>
    public bool Gke { get; init; }

    /// <summary>The nodes' names.</summary>
    public ImmutableArray<string> NodeNames { get; init; } = [];

    /// <summary>A dry-run answer carries Autopilot's marks.</summary>
    public bool MarkedPod { get; init; }

    /// <summary>A refusal names Autopilot's own constraints.</summary>
    public bool AutopilotDenial { get; init; }

    /// <summary>A pod without requests was admitted and came back without any of the marks.</summary>
    public bool UntouchedPod { get; init; }

    /// <summary>The authorizer guards <c>kube-system</c> as Autopilot's does.</summary>
    public bool GuardedKubeSystem { get; init; }

    /// <summary>A node belongs to one of Autopilot's compute classes.</summary>
    public bool AutopilotComputeClass { get; init; }

    /// <summary>The authorizer refuses to read webhook configurations as Autopilot's did.</summary>
    public bool GuardedWebhooks { get; init; }

    /// <summary>Whether Autopilot handles the pods that were probed.</summary>
    public AutopilotPods Pods => MarkedPod || AutopilotDenial ? AutopilotPods.Yes : UntouchedPod ? AutopilotPods.No : AutopilotPods.Unknown;

    /// <summary>What the signals say of the cluster. A Standard node outweighs the authorizer, whose words Standard clusters use too.</summary>
    public AutopilotMode Mode
    {
        get
        {
            var autopilotNodes = NodeNames.Count(name => name.StartsWith("gk3-", StringComparison.Ordinal));
            var standardNode = NodeNames.Any(name => name.StartsWith("gke-", StringComparison.Ordinal));
            if (!Gke) return AutopilotMode.NotGke;
            if (autopilotNodes > 0 && autopilotNodes == NodeNames.Length) return AutopilotMode.Autopilot;
            if (autopilotNodes > 0 || AutopilotComputeClass || (Pods == AutopilotPods.Yes && standardNode)) return AutopilotMode.StandardWithAutopilotNodes;
            if (!standardNode && (GuardedKubeSystem || GuardedWebhooks)) return AutopilotMode.AutopilotLikely;
            return NodeNames.IsEmpty ? AutopilotMode.Unknown : AutopilotMode.Standard;
        }
    }
}
