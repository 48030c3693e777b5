using System.Collections.Immutable;

namespace ClusterProbe.Core.Admission.PodSecurity;

/// <summary>What a Pod Security Standard says to a pod.</summary>
/// <param name="Level">The level that was applied.</param>
/// <param name="Version">The version that was applied.</param>
/// <param name="Violations">The broken rules, in upstream's order.</param>
public sealed record PodSecurityResult(
    PodSecurityLevel Level, PodSecurityVersion Version, ImmutableArray<PodSecurityViolation> Violations)
{
    /// <summary>Whether the pod is allowed.</summary>
    public bool Allowed => Violations.IsEmpty;

    /// <summary>The denial in the API server's words, without its prefix <c>pods "name" is forbidden: </c>.</summary>
    public string DenialMessage => $"violates {Summary}";

    /// <summary>The text of the <c>Warning</c> header in mode <c>warn</c>.</summary>
    public string WarningMessage => $"would violate {Summary}";

    private string Summary
        => $"PodSecurity \"{Level.ToString().ToLowerInvariant()}:{Version}\": {string.Join(", ", Violations)}";
}
