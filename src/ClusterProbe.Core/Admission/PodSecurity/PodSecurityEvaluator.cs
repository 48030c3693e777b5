using System.Text.Json;

namespace ClusterProbe.Core.Admission.PodSecurity;

/// <summary>Applies the Pod Security Standards as an API server of version 1.37 does, word for word.</summary>
/// <remarks>
/// Source of rules, order and texts: kubernetes/pod-security-admission <c>policy/</c>. Baseline rules come first, each group in the
/// order of the rules' names; a restricted rule replaces the baseline rule on the same fields.
/// </remarks>
public static class PodSecurityEvaluator
{
    /// <summary>Applies one standard to one pod.</summary>
    /// <param name="level">The level.</param>
    /// <param name="version">The version; one newer than 1.37 counts as 1.37.</param>
    /// <param name="pod">The pod as JSON, with <c>metadata</c> and <c>spec</c>.</param>
    public static PodSecurityResult Evaluate(PodSecurityLevel level, PodSecurityVersion version, JsonElement pod)
    {
        var subject = new PodReader(pod);
        return new(level, version, [.. PodSecurityRules
            .For(level, version)
            .Select(rule => rule(subject))
            .OfType<PodSecurityViolation>()]);
    }
}
