namespace ClusterProbe.Core.Findings;

/// <summary>A finding that somebody has accepted, for a while.</summary>
/// <param name="Code">The check's code.</param>
/// <param name="Subject">The subject as findings print it; null for every subject.</param>
/// <param name="Reason">Why it is accepted.</param>
/// <param name="Owner">Who accepted it.</param>
/// <param name="Until">When it ends; null for never.</param>
public sealed record Waiver(string Code, string? Subject, string Reason, string Owner, DateTimeOffset? Until);
