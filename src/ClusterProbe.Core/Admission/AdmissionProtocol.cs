using ClusterProbe.Core.Facts;

namespace ClusterProbe.Core.Admission;

/// <summary>Tells from pairs of probes whether pods of a kind are refused for what they are, for something else, or not judged at all.</summary>
public static class AdmissionProtocol
{
    /// <summary>The scheduler to which EKS hands pods that run on Fargate: it refuses privileged ones after admission.</summary>
    public const string FargateScheduler = "fargate-scheduler";

    /// <summary>Judges one kind of pod.</summary>
    /// <param name="benign">The answer to the pod that asks for nothing special: A.</param>
    /// <param name="special">The answer to the same pod with the one thing in question: B.</param>
    /// <param name="asBuilt">The answer to the CI system's own pod, when it has the thing in question too: C.</param>
    /// <param name="mayFailOpen">Whether a validating webhook that matches fails open, or may do so.</param>
    public static AdmissionVerdict Decide(AdmissionAnswer benign, AdmissionAnswer special, AdmissionAnswer? asBuilt, bool mayFailOpen)
    {
        if (DenialClassifier.Classify(benign) is { } blocked)
        {
            return new(blocked.Class.IsUndecided() ? AdmissionOutcome.Unknown : AdmissionOutcome.Inconclusive, blocked.Class, blocked);
        }

        var shape = asBuilt is null ? null : DenialClassifier.Classify(asBuilt);
        if (DenialClassifier.Classify(special) is not { } denial)
        {
            return special.Pod?.SchedulerName == FargateScheduler
                ? new(AdmissionOutcome.Denied, DenialClass.FargateScheduler, ShapeDenial: shape)
                : new(mayFailOpen ? AdmissionOutcome.AdmittedFailOpen : AdmissionOutcome.Admitted, ShapeDenial: shape);
        }

        if (!denial.Class.IsPolicy()) return new(AdmissionOutcome.Unknown, denial.Class, denial, shape);
        return new(asBuilt is { Admitted: true } ? AdmissionOutcome.DeniedOnlyAsProbed : AdmissionOutcome.Denied, denial.Class, denial, shape);
    }
}
