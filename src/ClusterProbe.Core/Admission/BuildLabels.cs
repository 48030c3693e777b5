using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Admission;

/// <summary>The labels that the CI system puts on build pods.</summary>
internal static partial class BuildLabels
{
    private const int LongestLabelValue = 63;

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
            if (value is { Length: <= LongestLabelValue } && Kept().IsMatch(value) && !labels.ContainsKey(key)) labels = labels.Add(key, value);
        }

        return labels;
    }

    /// <summary>Harness drops labels with other values without a word.</summary>
    [GeneratedRegex("""\A[a-z0-9A-Z][a-z0-9A-Z\-_.]*[a-z0-9A-Z]\z""")]
    private static partial Regex Kept();
}
