using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Planning;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Checks;

/// <summary>CP6007: the ids of builds survive as labels of their pods, where selectors look for them.</summary>
internal sealed class BuildLabelsKept : Check
{
    public override string Code => "CP6007";

    public override string Title => "build labels are kept";

    public override Category Category => Category.CiSystem;

    /// <summary>The ids come from the profile; the namespaces are those in which the labels would be looked for.</summary>
    public override ImmutableArray<FactKind> Needs => [FactKind.BuildNamespaces];

    public override ImmutableArray<string> Reasons => ["NotHarness", "NoIds", "Kept", "Dropped", "TooLong"];

    public override IEnumerable<Finding> Evaluate(CheckContext context)
    {
        if (context.Profile.Harness is not { } harness) return [Skip(Subject.Cluster, "NotHarness", "Only Harness labels build pods this way.")];
        var ids = Ids(harness).Where(id => id.Value is not null).ToArray();
        return ids.Length == 0
            ? [Skip(Subject.Cluster, "NoIds", "The profile names no Harness account, organisation, project, pipeline or stage id.")]
            : ids.Select(id => Evaluate(id.Label, id.Value!));
    }

    private static IEnumerable<(string Label, string? Value)> Ids(HarnessSettings harness) =>
    [
        ("accountID", harness.AccountId),
        ("orgID", harness.OrgId),
        ("projectID", harness.ProjectId),
        ("pipelineID", harness.PipelineId),
        ("stageID", harness.StageId),
    ];

    private Finding Evaluate(string label, string value)
    {
        var subject = new Subject("label", label);
        if (HarnessLabel.IsRefused(value))
        {
            var trimmed = label is "orgID" or "projectID" or "pipelineID";
            return Report(trimmed ? FindingStatus.Warn : FindingStatus.Fail, subject, "TooLong", $"The value of {label} has {value.Length} characters, and a label can have {HarnessLabel.MaxLength}: {(trimmed ? "older versions of Harness have their pods refused by the API server, newer ones cut the value" : "the API server refuses the pod")}.") with
            {
                Evidence = [value],
                Remediation = new Remediation($"Use an id of at most {HarnessLabel.MaxLength} characters."),
            };
        }

        return HarnessLabel.IsKept(value)
            ? Pass(subject, "Kept", $"Build pods carry the label {label}.")
            : Warn(subject, "Dropped", $"Harness leaves out the label {label} without a word, because its value is not two or more letters, digits, '-', '_' and '.' that start and end with a letter or digit. {Consequence(label)}") with
            {
                Evidence = [value],
                Remediation = new Remediation(label == "accountID"
                    ? "Select build pods by another label: add one in the stage's infrastructure and use it in Services and policies."
                    : "Use an id that starts and ends with a letter or digit, or do not select pods by this label."),
            };
    }

    private static string Consequence(string label) => label == "accountID"
        ? "A Service that selects build pods by it selects nothing."
        : "Selectors and kubectl -l find nothing by it.";
}
