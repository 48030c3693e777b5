namespace ClusterProbe.Core.Platforms;

/// <summary>What the signals say of a GKE cluster as a whole.</summary>
public enum AutopilotMode
{
    /// <summary>There is no sign of GKE.</summary>
    NotGke,

    /// <summary>GKE, and nothing tells the mode.</summary>
    Unknown,

    /// <summary>Standard.</summary>
    Standard,

    /// <summary>Standard, with nodes or workloads that Autopilot manages.</summary>
    StandardWithAutopilotNodes,

    /// <summary>Autopilot, by the API server's refusals only.</summary>
    AutopilotLikely,

    /// <summary>Autopilot: every node is Autopilot's.</summary>
    Autopilot,
}
