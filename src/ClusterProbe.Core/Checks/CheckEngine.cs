using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Nodes;

namespace ClusterProbe.Core.Checks;

/// <summary>Runs checks over facts. One defective check costs its own findings and no others.</summary>
public static class CheckEngine
{
    /// <summary>The reason of the error finding that stands in for a check that broke its own contract.</summary>
    public const string DefectReason = "CheckDefect";

    private static readonly ImmutableHashSet<string> UnknownReasons = [.. Enum.GetNames<UnknownReason>()];

    /// <summary>Evaluates the checks in report order and applies the profile's waivers.</summary>
    /// <param name="checks">The checks to run.</param>
    /// <param name="context">What they may look at.</param>
    public static Evaluation Evaluate(IEnumerable<Check> checks, CheckContext context)
    {
        ArgumentNullException.ThrowIfNull(checks);
        ArgumentNullException.ThrowIfNull(context);
        return new Evaluation([.. checks
            .OrderBy(check => check.Category)
            .ThenBy(check => check.Code, StringComparer.Ordinal)
            .SelectMany(check => Run(check, Subject.Cluster, () => check.Evaluate(context)))
            .Select(finding => finding with { Waiver = WaiverFor(finding, context) })]);
    }

    /// <summary>Evaluates the checks of a node on what was learned there. Waivers are the cluster's business, and not applied.</summary>
    /// <param name="checks">The checks to run.</param>
    /// <param name="facts">What was learned on the node.</param>
    /// <param name="node">The node.</param>
    public static Evaluation EvaluateNode(IEnumerable<NodeCheck> checks, NodeFacts facts, Subject node)
    {
        ArgumentNullException.ThrowIfNull(checks);
        ArgumentNullException.ThrowIfNull(facts);
        return new Evaluation([.. checks
            .OrderBy(check => check.Code, StringComparer.Ordinal)
            .SelectMany(check => Run(check, node, () => [check.Evaluate(facts, node)]))]);
    }

    private static ImmutableArray<Finding> Run(Check check, Subject subject, Func<IEnumerable<Finding>> evaluate)
    {
        try
        {
            ImmutableArray<Finding> findings = [.. evaluate()];
            if (findings.IsEmpty) return [Defect(check, subject, "it gave no finding")];
            return findings.FirstOrDefault(finding => !IsDeclared(check, finding)) is { } undeclared
                ? [Defect(check, subject, $"it gave the undeclared reason {undeclared.Reason}")]
                : findings;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return [Defect(check, subject, $"{exception.GetType().Name}: {exception.Message}")];
        }
    }

    private static bool IsDeclared(Check check, Finding finding)
        => check.Reasons.Contains(finding.Reason)
            || (finding.Status == FindingStatus.Error && UnknownReasons.Contains(finding.Reason));

    private static Finding Defect(Check check, Subject subject, string what) => new()
    {
        Code = check.Code,
        Title = check.Title,
        Category = check.Category,
        Subject = subject,
        Status = FindingStatus.Error,
        Reason = DefectReason,
        Message = $"The check itself is defective: {what}. Please report it with the facts (--save-facts).",
    };

    private static Waiver? WaiverFor(Finding finding, CheckContext context)
        => finding.Status is FindingStatus.Pass or FindingStatus.Skip
            ? null
            : context.Profile.Waivers.FirstOrDefault(waiver => waiver.Code == finding.Code
                && (waiver.Subject is null || waiver.Subject == finding.Subject.ToString())
                && (waiver.Until is null || waiver.Until > context.Now));
}
