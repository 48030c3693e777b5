namespace ClusterProbe.Kubernetes.Publishing.Guards;

/// <summary>Whether a guard holds.</summary>
public enum GuardState
{
    /// <summary>It could not be found out.</summary>
    Unknown,

    /// <summary>It does not hold.</summary>
    DoesNotHold,

    /// <summary>It was seen to hold.</summary>
    Holds,
}

/// <summary>What was found about a guard.</summary>
/// <param name="State">Whether it holds.</param>
/// <param name="Reason">Why that is thought, for people.</param>
public sealed record GuardResult(GuardState State, string Reason);
