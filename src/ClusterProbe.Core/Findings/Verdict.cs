namespace ClusterProbe.Core.Findings;

/// <summary>What all findings together mean.</summary>
public enum Verdict
{
    /// <summary>Builds can run.</summary>
    Ready,

    /// <summary>Something required fails.</summary>
    NotReady,

    /// <summary>Nothing fails, and something required could not be evaluated.</summary>
    Unknown,
}
