using System.Collections.Immutable;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Mesh;

/// <summary>What Harness CI adds to build pods that matters to a mesh.</summary>
public static class HarnessPod
{
    /// <summary>The port on which a build pod is told what to do.</summary>
    public const int Port = 20001;

    /// <summary>The label that carries the Harness account id.</summary>
    public const string AccountLabel = "accountID";

    /// <summary>The port of build pods that the CI system dials by pod address; null for systems that do not dial them.</summary>
    /// <param name="system">The CI system.</param>
    public static int? DialledPort(CiSystem system) => system == CiSystem.Harness ? Port : null;

    /// <summary>The labels that are added by themselves, with their values as far as the profile tells them.</summary>
    /// <param name="settings">The profile's settings.</param>
    public static ImmutableSortedDictionary<string, string?> AutomaticLabels(HarnessSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return ImmutableSortedDictionary.CreateRange<string, string?>(StringComparer.Ordinal,
        [
            new(AccountLabel, settings.AccountId),
            new("orgID", settings.OrgId),
            new("projectID", settings.ProjectId),
            new("pipelineID", settings.PipelineId),
            new("stageID", settings.StageId),
            new("stageName", null),
            new("pipelineExecutionID", null),
            new("buildNumber", null),
        ]);
    }
}
