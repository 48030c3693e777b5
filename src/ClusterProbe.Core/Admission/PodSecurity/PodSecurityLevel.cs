namespace ClusterProbe.Core.Admission.PodSecurity;

/// <summary>The three Pod Security Standards, from the widest to the narrowest.</summary>
public enum PodSecurityLevel
{
    /// <summary>Nothing is refused.</summary>
    Privileged,

    /// <summary>Known privilege escalations are refused.</summary>
    Baseline,

    /// <summary>Pods must be hardened.</summary>
    Restricted,
}
