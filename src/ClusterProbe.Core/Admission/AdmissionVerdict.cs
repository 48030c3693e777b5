namespace ClusterProbe.Core.Admission;

/// <summary>What the probes together say about one kind of pod.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Class">Who decided it, or why nothing is decided; null when admitted.</param>
/// <param name="Denial">The refusal that the outcome rests on; null when admitted, and when a scheduler refuses.</param>
/// <param name="ShapeDenial">A refusal of the pod as the CI system sends it, which is a finding of its own.</param>
public sealed record AdmissionVerdict(
    AdmissionOutcome Outcome, DenialClass? Class = null, Denial? Denial = null, Denial? ShapeDenial = null);

/// <summary>The outcomes of the probe protocol.</summary>
public enum AdmissionOutcome
{
    /// <summary>Nothing can be said: the probe was not judged.</summary>
    Unknown,

    /// <summary>Pods are refused for something else already, which hides the answer.</summary>
    Inconclusive,

    /// <summary>Refused; others can refuse it too.</summary>
    Denied,

    /// <summary>The probe is refused, and the CI system's own pod is admitted.</summary>
    DeniedOnlyAsProbed,

    /// <summary>Admitted, where a webhook may have been skipped.</summary>
    AdmittedFailOpen,

    /// <summary>Admitted.</summary>
    Admitted,
}
