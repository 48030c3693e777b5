namespace ClusterProbe.Core.Findings;

/// <summary>How to fix what was found.</summary>
/// <param name="Text">What to do, for people: an imperative sentence.</param>
/// <param name="Manifest">Kubernetes YAML that <c>kubectl apply -f</c> accepts as it is; null when no object fixes it.</param>
public sealed record Remediation(string Text, string? Manifest = null);
