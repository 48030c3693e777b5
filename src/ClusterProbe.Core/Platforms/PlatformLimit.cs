namespace ClusterProbe.Core.Platforms;

/// <summary>What platforms are known to refuse or cut short, whatever admission says.</summary>
public enum PlatformLimit
{
    /// <summary>GKE Autopilot: at most 10 GiB of ephemeral storage for each pod.</summary>
    AutopilotEphemeralStorage,

    /// <summary>EKS Fargate: admits privileged pods, and then never schedules them.</summary>
    FargateRefusesPrivileged,

    /// <summary>EKS Auto Mode: nodes are replaced, and take long builds with them.</summary>
    AutoModeReplacesNodes,

    /// <summary>AKS virtual nodes: no init containers and host aliases in their first version, never privileged containers.</summary>
    VirtualNodeLimits,

    /// <summary>AKS Automatic: Deployment Safeguards ask every pod for probes, requests and image tags.</summary>
    DeploymentSafeguards,
}
