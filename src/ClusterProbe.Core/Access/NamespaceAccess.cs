using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Access;

/// <summary>What an identity may do of what it needs in one build namespace.</summary>
public sealed class NamespaceAccess
{
    private readonly PermissionProfile _profile;
    private readonly ImmutableArray<(ProfilePermission Wanted, AccessAnswer Answer)> _missing;
    private readonly ImmutableArray<(ProfilePermission Wanted, UnknownCause Cause)> _unknown;

    /// <summary>Compares the answers with the profile.</summary>
    /// <param name="namespace">The build namespace.</param>
    /// <param name="identity">The identity that was asked about.</param>
    /// <param name="profile">What it needs.</param>
    /// <param name="reviews">The answers for all namespaces.</param>
    public NamespaceAccess(string @namespace, CiIdentity identity, PermissionProfile profile, ImmutableArray<AccessReview> reviews)
    {
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(profile);
        (Namespace, Identity, _profile) = (@namespace, identity.Account, profile);
        var answers = profile.Permissions.Select(wanted => (Wanted: wanted, Answer: Find(wanted.Permission, reviews))).ToList();
        _missing = [.. answers
            .Select(entry => (entry.Wanted, Answer: entry.Answer.IsKnown(out var answer) ? answer : null!))
            .Where(entry => entry.Answer is { Outcome: not AccessOutcome.Allowed })];
        _unknown = [.. answers
            .Where(entry => entry.Wanted.Severity > PermissionSeverity.Info)
            .Select(entry => (entry.Wanted, Cause: entry.Answer.IsUnknown(out var cause) ? cause : null!))
            .Where(entry => entry.Cause is not null)];
        Evidence =
        [
            .. _missing.Select(entry => Line(entry.Wanted.Permission, "no", entry.Answer)),
            .. answers
                .Select(entry => (entry.Wanted.Permission, Answer: entry.Answer.IsKnown(out var answer) ? answer : null!))
                .Where(entry => entry.Answer is { Outcome: AccessOutcome.Allowed, EvaluationError.Length: > 0 })
                .Select(entry => Line(entry.Permission, "yes", entry.Answer)),
        ];
    }

    /// <summary>The build namespace.</summary>
    public string Namespace { get; }

    /// <summary>The identity that was asked about.</summary>
    public ServiceAccountReference Identity { get; }

    /// <summary>The severity of the worst missing permission; null when none is missing.</summary>
    public PermissionSeverity? Worst => _missing.IsEmpty ? null : _missing.Max(entry => entry.Wanted.Severity);

    /// <summary>Why the first of the answers that count is unknown; null when all of them are known.</summary>
    public UnknownCause? FirstUnknown => _unknown.IsEmpty ? null : _unknown[0].Cause;

    /// <summary>The permissions whose answers are unknown.</summary>
    public string UnknownList => string.Join(", ", _unknown.Select(entry => entry.Wanted.Permission));

    /// <summary>One line for each answer that matters, as <c>kubectl auth can-i</c> would put it, with the authorizers' words.</summary>
    public ImmutableArray<string> Evidence { get; }

    /// <summary>What was found, the worst first.</summary>
    public string Message
    {
        get
        {
            var needed = _missing.Where(entry => entry.Wanted.Severity > PermissionSeverity.Info).ToList();
            var info = _missing.Where(entry => entry.Wanted.Severity == PermissionSeverity.Info).ToList();
            var text = needed.Count == 0
                ? $"{Identity} may do in {Namespace} what builds need."
                : $"{Identity} may not, in {Namespace}: {string.Join("; ", needed.GroupBy(entry => (entry.Wanted.Why, entry.Wanted.Condition)).Select(group => $"{Verbs(group)} ({Consequence(group.First().Wanted)})"))}.";
            return info.Count == 0 ? text : $"{text} For information: it may not {Verbs(info)}, which builds can do without.";
        }
    }

    /// <summary>The fix: what is missing and matters, and that no authorizer denies outright. Null when nothing of that kind is missing.</summary>
    public Remediation? Remediation
    {
        get
        {
            var needed = _missing.Where(entry => entry.Wanted.Severity > PermissionSeverity.Info).ToList();
            var grantable = needed.Where(entry => entry.Answer.Outcome == AccessOutcome.NoOpinion).Select(entry => entry.Wanted.Permission).ToList();
            var denied = needed.Count - grantable.Count;
            var advice = denied == 0 ? "" : $" {denied} of the permissions are denied outright: no Role grants them, ask who runs the cluster's authorizer.";
            return needed.Count == 0 ? null
                : grantable.Count == 0 ? new Remediation(advice.TrimStart())
                : new Remediation(
                    $"Apply the Role and RoleBinding: they grant {Identity} what it lacks in {Namespace}, and nothing else.{advice}",
                    FixKind.IdentityRole,
                    MissingRole.Manifest($"{_profile.Name}-builds", Namespace, Identity, grantable));
        }
    }

    private Fact<AccessAnswer> Find(Permission permission, ImmutableArray<AccessReview> reviews)
        => reviews.FirstOrDefault(review => review.Permission == permission && review.Namespace == (permission.InBuildNamespaces ? Namespace : ""))?.Answer ?? new();

    private static string Consequence(ProfilePermission wanted) => wanted.Condition is { } condition ? $"{wanted.Why}; with {condition}" : wanted.Why;

    private static string Verbs(IEnumerable<(ProfilePermission Wanted, AccessAnswer Answer)> entries)
        => string.Join(", ", entries.GroupBy(entry => entry.Wanted.Permission.RuleResource).Select(group => $"{string.Join('/', group.Select(entry => entry.Wanted.Permission.Verb))} {group.Key}"));

    private static string Line(Permission permission, string word, AccessAnswer answer)
        => string.Join(": ", new[] { permission.ToString(), word, answer.Reason, answer.EvaluationError }.Where(part => part.Length > 0));
}
