using ClusterProbe.Core.Facts;

namespace ClusterProbe.Core.Access;

/// <summary>Reads the status of an access review.</summary>
public static class AccessDecision
{
    /// <summary>The answer that a review's status gives.</summary>
    /// <remarks>
    /// An evaluation error beside <c>allowed</c> or <c>denied</c> does not change the decision. Beside neither it means that some
    /// authorizer could not be asked: another answer would have been possible.
    /// </remarks>
    /// <param name="allowed"><c>status.allowed</c>.</param>
    /// <param name="denied"><c>status.denied</c>.</param>
    /// <param name="reason"><c>status.reason</c>.</param>
    /// <param name="evaluationError"><c>status.evaluationError</c>.</param>
    public static Fact<AccessAnswer> Read(bool allowed, bool denied, string reason, string evaluationError)
    {
        ArgumentNullException.ThrowIfNull(reason);
        ArgumentNullException.ThrowIfNull(evaluationError);
        return (allowed, denied) switch
        {
            (true, _) => Answer(AccessOutcome.Allowed),
            (_, true) => Answer(AccessOutcome.Denied),
            _ when evaluationError.Length > 0 => Fact.Unknown<AccessAnswer>(
                new UnknownCause(UnknownReason.Undecided, $"the authorizers could not decide: {evaluationError}")),
            _ => Answer(AccessOutcome.NoOpinion),
        };

        Fact<AccessAnswer> Answer(AccessOutcome outcome) => Fact.Known(new AccessAnswer(outcome, reason, evaluationError));
    }
}
