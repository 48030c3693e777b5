using System.Collections.Immutable;
using ClusterProbe.Core.Facts;

namespace ClusterProbe.Core.Platforms;

/// <summary>The traces that GKE Autopilot leaves in answers of the API server.</summary>
internal static class AutopilotMarks
{
    private const string AuthorizerPrefix = "GKEAutopilot authz:";

    private static readonly ImmutableArray<string> Annotations = ["autopilot.gke.io/resource-adjustment", "autopilot.gke.io/warden-version"];

    private static readonly ImmutableArray<string> DenialTexts = ["not allowed in Autopilot", "[denied by autogke-", "[denied by autopilot-"];

    /// <summary>Marks that nothing but Autopilot leaves on an admitted pod.</summary>
    public static IEnumerable<string> Strong(AdmissionProbe probe, AdmissionAnswer answer)
    {
        foreach (var key in Annotations.Where(key => answer.Pod?.Annotations.ContainsKey(key) == true && !probe.Sent.Annotations.ContainsKey(key)))
        {
            yield return $"a dry-run pod came back with the annotation {key}";
        }

        if (answer.Warnings.Any(text => text.StartsWith("autopilot-default-resources-mutator:", StringComparison.Ordinal)))
        {
            yield return "a dry-run pod was answered with a warning of autopilot-default-resources-mutator";
        }

        if (HasArchitectureToleration(answer.Pod) && !HasArchitectureToleration(probe.Sent))
        {
            yield return "a dry-run pod came back with a toleration of kubernetes.io/arch=amd64";
        }
    }

    /// <summary>A refusal in Autopilot's own words; constraints without its prefix also act on Standard clusters.</summary>
    public static string? Denial(AdmissionAnswer answer)
        => !answer.Admitted && DenialTexts.FirstOrDefault(text => answer.Message.Contains(text, StringComparison.Ordinal)) is { } found
            ? $"a dry-run pod was refused with \"{found}\""
            : null;

    /// <summary>Whether a pod without requests was admitted and nothing filled them in. Requests can also come from a LimitRange, so that they prove nothing.</summary>
    public static bool IsUntouched(AdmissionProbe probe, AdmissionAnswer answer)
        => probe.Variant == ProbeVariant.WithoutRequests
            && answer is { Admitted: true, Pod: { } pod }
            && !Strong(probe, answer).Any()
            && pod.Containers.All(container => container.Requests.Amounts.IsEmpty);

    /// <summary>The authorizer's guard of <c>kube-system</c>.</summary>
    public static string? KubeSystemGuard(AccessAnswer? answer)
        => answer is { Outcome: AccessOutcome.Denied, Reason: var reason }
            && (reason.StartsWith(AuthorizerPrefix, StringComparison.Ordinal)
                || reason.StartsWith("GKE Warden authz [denied by managed-namespaces-limitation]", StringComparison.Ordinal))
            ? $"creating pods in kube-system is refused with \"{reason}\""
            : null;

    /// <summary>The authorizer's guard of webhook configurations: a refusal to read, which is itself the evidence.</summary>
    public static string? WebhookGuard(AdmissionPolicyFacts policies)
        => new[] { policies.Mutating, policies.Validating }.Any(webhooks => webhooks.IsUnknown(out var cause) && cause.Detail.Contains(AuthorizerPrefix, StringComparison.Ordinal))
            ? $"reading webhook configurations is refused with \"{AuthorizerPrefix} …\""
            : null;

    private static bool HasArchitectureToleration(PodView? pod)
        => pod?.Tolerations.Any(toleration => toleration is { Key: "kubernetes.io/arch", Value: "amd64" }) == true;
}
