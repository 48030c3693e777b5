using System.Collections.Immutable;
using ClusterProbe.Core.Admission;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;

namespace ClusterProbe.Core.Checks;

/// <summary>A pure function from facts and a profile to findings.</summary>
/// <remarks>
/// A check neither waits, reads, writes nor asks for the time. It is discovered at compile time: a sealed class in
/// <c>Checks/</c> that derives from this one is in <see cref="CheckRegistry"/>, and needs its page <c>docs/checks/CODE.md</c>.
/// </remarks>
public abstract class Check
{
    /// <summary>Its stable code: <c>CP</c> and four digits, the first of which is the category's.</summary>
    public abstract string Code { get; }

    /// <summary>The fact that holds when it passes, in lower case without a full stop: "a build pod fits now".</summary>
    public abstract string Title { get; }

    /// <summary>Where it is reported.</summary>
    public abstract Category Category { get; }

    /// <summary>Where it is evaluated: once for the cluster, or on each node.</summary>
    public virtual CheckScope Scope => CheckScope.Cluster;

    /// <summary>The kinds of facts that it reads.</summary>
    public abstract ImmutableArray<FactKind> Needs { get; }

    /// <summary>Every reason that its findings can carry, beside those of <see cref="UnknownReason"/>.</summary>
    public abstract ImmutableArray<string> Reasons { get; }

    /// <summary>Evaluates the facts. Gives at least one finding.</summary>
    /// <param name="context">The facts, the profile and the time.</param>
    public abstract IEnumerable<Finding> Evaluate(CheckContext context);

    /// <summary>A finding of this check.</summary>
    /// <param name="status">The outcome.</param>
    /// <param name="subject">What it is about.</param>
    /// <param name="reason">One of <see cref="Reasons"/>.</param>
    /// <param name="message">What was found.</param>
    protected Finding Report(FindingStatus status, Subject subject, string reason, string message) => new()
    {
        Code = Code,
        Title = Title,
        Category = Category,
        Subject = subject,
        Status = status,
        Reason = reason,
        Message = message,
    };

    /// <summary>It holds.</summary>
    /// <param name="subject">What it is about.</param>
    /// <param name="reason">One of <see cref="Reasons"/>.</param>
    /// <param name="message">What was found.</param>
    protected Finding Pass(Subject subject, string reason, string message) => Report(FindingStatus.Pass, subject, reason, message);

    /// <summary>It holds for now, or not fully.</summary>
    /// <param name="subject">What it is about.</param>
    /// <param name="reason">One of <see cref="Reasons"/>.</param>
    /// <param name="message">What was found.</param>
    protected Finding Warn(Subject subject, string reason, string message) => Report(FindingStatus.Warn, subject, reason, message);

    /// <summary>It does not hold.</summary>
    /// <param name="subject">What it is about.</param>
    /// <param name="reason">One of <see cref="Reasons"/>.</param>
    /// <param name="message">What was found.</param>
    protected Finding Fail(Subject subject, string reason, string message) => Report(FindingStatus.Fail, subject, reason, message);

    /// <summary>It does not apply here.</summary>
    /// <param name="subject">What it is about.</param>
    /// <param name="reason">One of <see cref="Reasons"/>.</param>
    /// <param name="message">Why it does not apply.</param>
    protected Finding Skip(Subject subject, string reason, string message) => Report(FindingStatus.Skip, subject, reason, message);

    /// <summary>
    /// A verdict on a pod that no dry run has shown: it stands with a reservation, unless something is known, or can't be ruled out, that
    /// would make another pod of it.
    /// </summary>
    /// <param name="judged">The verdict on the pod as it is declared.</param>
    /// <param name="unseen">What may be done to the pod; null when a dry run has shown it.</param>
    protected Finding Reserved(Finding judged, UnseenChanges? unseen)
    {
        ArgumentNullException.ThrowIfNull(judged);
        if (unseen is null || judged.Status == FindingStatus.Skip) return judged;
        if (judged.Status == FindingStatus.Error || unseen.Makers.IsEmpty) return judged with { Evidence = [.. judged.Evidence, unseen.Reservation] };
        var open = unseen.Cause with { Detail = $"no dry run was answered, and the pod may be changed by {string.Join(" and ", unseen.Makers)}" };
        return NotEvaluated(judged.Subject, $"Whether {Title}", open) with
        {
            Required = judged.Required,
            Evidence = [$"as declared: {judged.Message}", .. judged.Evidence, $"dry run: {unseen.Cause.Detail}"],
        };
    }

    /// <summary>It could not be evaluated, because something is not known.</summary>
    /// <param name="subject">What it is about.</param>
    /// <param name="what">What is not known, as the start of a sentence: "The nodes".</param>
    /// <param name="cause">Why it is not known.</param>
    protected Finding NotEvaluated(Subject subject, string what, UnknownCause cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        return Report(FindingStatus.Error, subject, cause.Reason.ToString(), $"{what}: {cause.Detail}") with
        {
            Remediation = cause.Missing is { } permission
                ? new Remediation($"Grant \"{permission}\" to the identity that runs this check, or run it as one that has it.")
                : null,
        };
    }
}
