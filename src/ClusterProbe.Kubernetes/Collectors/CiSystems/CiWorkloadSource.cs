using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Kubernetes.Collectors.CiSystems;

/// <summary>How a CI system's workloads are found: by the labels that its vendor's manifests and charts set.</summary>
/// <param name="Selector">The label selector of the pods and of what owns them.</param>
/// <param name="Label">A label whose value has to start in a certain way, because no selector can say so; empty for none.</param>
/// <param name="Prefix">How that label's value starts.</param>
internal sealed record CiWorkloadSource(string Selector, string Label = "", string Prefix = "")
{
    public static CiWorkloadSource For(CiSystem system) => system switch
    {
        CiSystem.Harness => new("harness.io/name"),
        CiSystem.GitLabRunner => new("chart,release", "chart", "gitlab-runner-"),
        CiSystem.ActionsRunnerController => new("actions.github.com/scale-set-name,app.kubernetes.io/component=runner"),
        CiSystem.Jenkins => new("app.kubernetes.io/component=jenkins-controller"),
        CiSystem.Tekton => new("app.kubernetes.io/part-of=tekton-pipelines,app.kubernetes.io/name=controller"),
        _ => throw new ArgumentOutOfRangeException(nameof(system)),
    };

    public bool Accepts(IReadOnlyDictionary<string, string> labels)
        => Label.Length == 0 || (labels.TryGetValue(Label, out var value) && value.StartsWith(Prefix, StringComparison.Ordinal));
}
