namespace ClusterProbe.Core.Findings;

/// <summary>The outcome of a check. The words are those of OpenReports (<c>openreports.io/v1alpha1</c>).</summary>
public enum FindingStatus
{
    /// <summary>It holds.</summary>
    Pass,

    /// <summary>It does not apply, and the reason says why.</summary>
    Skip,

    /// <summary>It holds for now, or not fully.</summary>
    Warn,

    /// <summary>It could not be evaluated. Neither good nor bad news.</summary>
    Error,

    /// <summary>It does not hold.</summary>
    Fail,
}
