namespace ClusterProbe.Core.Access;

/// <summary>What a missing permission means for builds, from nothing to failure.</summary>
public enum PermissionSeverity
{
    /// <summary>Nothing visible: documented and not used, or used by an option that few builds have.</summary>
    Info,

    /// <summary>Builds run, and something beside them is missing.</summary>
    Warn,

    /// <summary>Builds fail.</summary>
    Fail,
}
