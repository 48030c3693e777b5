using System.Text.Json.Nodes;
using ClusterProbe.Core.Admission.PodSecurity;
using ClusterProbe.Simulator.Http;
using ClusterProbe.Simulator.Manifests;

namespace ClusterProbe.Simulator.Admission;

/// <summary>Applies the Pod Security levels that the namespace's labels ask for.</summary>
/// <remarks>Source: kubernetes/pod-security-admission <c>admission/admission.go</c>, <c>api/helpers.go</c>.</remarks>
internal static class PodSecurityAdmission
{
    private const string Prefix = "pod-security.kubernetes.io/";

    /// <summary>Refuses by <c>enforce</c>; otherwise warns by <c>warn</c>.</summary>
    public static Answer? Check(PodReview review)
    {
        var labels = review.Namespace.At("metadata", "labels");
        var pod = review.PodElement();
        var enforced = PodSecurityEvaluator.Evaluate(Level(labels, "enforce", PodSecurityLevel.Restricted), Version(labels, "enforce"), pod);
        if (!enforced.Allowed) return review.Forbidden(enforced.DenialMessage);
        var advised = PodSecurityEvaluator.Evaluate(Level(labels, "warn", PodSecurityLevel.Privileged), Version(labels, "warn"), pod);
        if (!advised.Allowed) review.Warnings.Add(advised.WarningMessage);
        return null;
    }

    private static PodSecurityLevel Level(JsonNode? labels, string mode, PodSecurityLevel ifInvalid) => labels.At(Prefix + mode)?.Text() switch
    {
        null or "privileged" => PodSecurityLevel.Privileged,
        "baseline" => PodSecurityLevel.Baseline,
        "restricted" => PodSecurityLevel.Restricted,
        _ => ifInvalid,
    };

    private static PodSecurityVersion Version(JsonNode? labels, string mode) => PodSecurityVersion.Parse(labels.At($"{Prefix}{mode}-version")?.Text());
}
