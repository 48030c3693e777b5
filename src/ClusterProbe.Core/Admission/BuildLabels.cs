using System.Collections.Immutable;
using ClusterProbe.Core.Planning;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Admission;

/// <summary>The labels that the CI system puts on build pods.</summary>
internal static class BuildLabels
{
    /// <summary>The shape's labels, and those that the CI system adds by itself.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="shape">The shape; its own labels win.</param>
    public static ImmutableSortedDictionary<string, string> Of(Profile profile, BuildShape shape)
    {
        if (profile.Harness is not { } harness) return shape.Labels;
        ReadOnlySpan<(string Key, string? Value)> automatic =
        [
            ("accountID", harness.AccountId), ("orgID", harness.OrgId), ("projectID", harness.ProjectId),
            ("pipelineID", harness.PipelineId), ("stageID", harness.StageId),
        ];
        var labels = shape.Labels;
        foreach (var (key, value) in automatic)
        {
            if (value is { Length: <= HarnessLabel.MaxLength } && HarnessLabel.IsKept(value) && !labels.ContainsKey(key)) labels = labels.Add(key, value);
        }

        return labels;
    }
}
