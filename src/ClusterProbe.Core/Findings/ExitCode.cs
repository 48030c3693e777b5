namespace ClusterProbe.Core.Findings;

/// <summary>The exit codes of <c>clusterprobe</c>. They are an interface: a code never changes its meaning.</summary>
public enum ExitCode
{
    /// <summary>Builds can run.</summary>
    Ready = 0,

    /// <summary>A defect of ClusterProbe itself.</summary>
    InternalError = 1,

    /// <summary>A flag, the profile or the configuration of the cluster's access is wrong; nothing was checked.</summary>
    Usage = 2,

    /// <summary>Something required fails.</summary>
    NotReady = 3,

    /// <summary>Builds can run, something is warned about, and <c>--fail-on warn</c> was asked for.</summary>
    Warnings = 4,

    /// <summary>Nothing fails, and something required could not be evaluated.</summary>
    Unknown = 5,
}
