using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ClusterProbe.Simulator.Http;
using ClusterProbe.Simulator.Manifests;

namespace ClusterProbe.Simulator.Admission;

/// <summary>The rules of a valid pod that a build pod is likely to break.</summary>
/// <remarks>Source: kubernetes/kubernetes <c>pkg/apis/core/validation/validation.go</c>.</remarks>
internal static partial class PodValidation
{
    private const int MaxLabelLength = 63;

    /// <summary>The refusal; null for a valid pod.</summary>
    public static Answer? Check(PodReview review) => ErrorsOf(review).ToArray() switch
    {
        [] => null,
        [var one] => StatusError.Invalid(review.Resource, review.Name, one),
        var several => StatusError.Invalid(review.Resource, review.Name, $"[{string.Join(", ", several)}]"),
    };

    private static IEnumerable<string> ErrorsOf(PodReview review)
    {
        if (review.Name.Length == 0) yield return "metadata.name: Required value: name or generateName is required";
        foreach (var (_, value) in review.Pod.Pairs("metadata", "labels"))
        {
            if (value.Length > MaxLabelLength) yield return $"metadata.labels: Invalid value: \"{value}\": must be no more than {MaxLabelLength} bytes";
            if (!LabelValue.IsMatch(value)) yield return $"metadata.labels: Invalid value: \"{value}\": {LabelRule}";
        }

        if (!review.Spec.Items("containers").Any()) yield return "spec.containers: Required value";
        foreach (var list in (string[])["initContainers", "containers"])
        {
            var names = new HashSet<string>();
            foreach (var (index, container) in review.Spec.Items(list).Index())
            {
                var path = $"spec.{list}[{index}]";
                if (!names.Add(container.Text("name"))) yield return $"{path}.name: Duplicate value: \"{container.Text("name")}\"";
                foreach (var error in ErrorsOf(container, path)) yield return error;
            }
        }
    }

    private static IEnumerable<string> ErrorsOf(JsonObject container, string path)
    {
        if (container.Text("name").Length == 0) yield return $"{path}.name: Required value";
        if (container.Text("image").Length == 0) yield return $"{path}.image: Required value";
        var security = container["securityContext"];
        if (security.Flag("privileged") == true && security.Flag("allowPrivilegeEscalation") == false)
        {
            yield return $"{path}.securityContext: Invalid value: {security!.ToJsonString()}: cannot set `allowPrivilegeEscalation` to false and `privileged` to true";
        }
    }

    private const string LabelRule =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    [GeneratedRegex(@"\A(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?\z")]
    private static partial Regex LabelValue { get; }
}
