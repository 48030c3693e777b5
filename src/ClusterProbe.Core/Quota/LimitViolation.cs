namespace ClusterProbe.Core.Quota;

/// <summary>The kind of constraint that is violated.</summary>
public enum LimitConstraint
{
    /// <summary><c>min</c>.</summary>
    Min,

    /// <summary><c>max</c>.</summary>
    Max,

    /// <summary><c>maxLimitRequestRatio</c>.</summary>
    MaxLimitRequestRatio,
}

/// <summary>One constraint of a limit range that a pod violates.</summary>
/// <param name="LimitRange">The limit range.</param>
/// <param name="Type"><c>Container</c> or <c>Pod</c>.</param>
/// <param name="Container">The container; null when it is the pod as a whole.</param>
/// <param name="Constraint">The kind of constraint.</param>
/// <param name="Resource">The resource.</param>
/// <param name="Message">What the API server says about it.</param>
public sealed record LimitViolation(string LimitRange, string Type, string? Container, LimitConstraint Constraint, string Resource, string Message)
{
    /// <summary>
    /// What the constraint would have to be for the pod to be admitted, as a quantity; null when the pod says nothing about the
    /// resource, so that no number helps.
    /// </summary>
    public string? Needed { get; init; }
}
