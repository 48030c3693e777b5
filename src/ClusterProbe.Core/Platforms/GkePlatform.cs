using System.Collections.Immutable;
using ClusterProbe.Core.Facts;

namespace ClusterProbe.Core.Platforms;

/// <summary>Recognises GKE, and by scored signals who manages the nodes.</summary>
internal static class GkePlatform
{
    private static readonly ImmutableArray<string> ComputeClasses = ["autopilot", "autopilot-spot", "autopilot-arm", "autopilot-arm-spot"];

    public static Platform? Recognise(PlatformSignals signals)
    {
        var marks = signals.Answers.SelectMany(pair => AutopilotMarks.Strong(pair.Probe, pair.Answer)).Distinct().ToList();
        var denials = signals.Answers.Select(pair => AutopilotMarks.Denial(pair.Answer)).OfType<string>().Distinct().ToList();
        var kubeSystem = AutopilotMarks.KubeSystemGuard(signals.KubeSystemPods);
        var webhooks = AutopilotMarks.WebhookGuard(signals.Facts.AdmissionPolicies);
        string?[] gke =
        [
            signals.ServerVersion.Contains("-gke.", StringComparison.Ordinal) ? $"the API server's version is {signals.ServerVersion}" : null,
            signals.ServesGroup("auto.gke.io") ? "the API server serves auto.gke.io, which says GKE and no more" : null,
            signals.Count(node => node.Labels.ContainsKey("cloud.google.com/gke-nodepool"), "have the label cloud.google.com/gke-nodepool"),
            signals.Count(node => IsGoogles(node) && node.Name.StartsWith("gke-", StringComparison.Ordinal), "have Standard names (gke-)"),
            signals.Count(node => IsGoogles(node) && node.Name.StartsWith("gk3-", StringComparison.Ordinal), "have Autopilot names (gk3-)"),
        ];
        string?[] mode =
        [
            signals.Count(IsOfAutopilotClass, "have one of Autopilot's compute classes"),
            .. marks,
            .. denials,
            kubeSystem,
            webhooks,
        ];
        ImmutableArray<string> evidence = [.. gke.Concat(mode).OfType<string>()];
        var score = new AutopilotSignals
        {
            Gke = gke.Any(signal => signal is not null) || marks.Count > 0 || denials.Count > 0 || kubeSystem is not null || webhooks is not null,
            NodeNames = [.. signals.Nodes.Select(node => node.Name)],
            MarkedPod = marks.Count > 0,
            AutopilotDenial = denials.Count > 0,
            UntouchedPod = signals.Answers.Any(pair => AutopilotMarks.IsUntouched(pair.Probe, pair.Answer)),
            GuardedKubeSystem = kubeSystem is not null,
            GuardedWebhooks = webhooks is not null,
            AutopilotComputeClass = signals.Nodes.Any(IsOfAutopilotClass),
        };
        return score.Mode switch
        {
            AutopilotMode.NotGke => null,
            AutopilotMode.Unknown => Found(PlatformKind.Gke, PlatformConfidence.Likely),
            AutopilotMode.AutopilotLikely => Found(PlatformKind.GkeAutopilot, PlatformConfidence.Likely),
            AutopilotMode.Autopilot => Found(PlatformKind.GkeAutopilot, PlatformConfidence.Certain),
            AutopilotMode.StandardWithAutopilotNodes => Found(PlatformKind.GkeStandardWithAutopilotNodes, PlatformConfidence.Certain),
            _ => Found(PlatformKind.GkeStandard, PlatformConfidence.Certain),
        };

        Platform Found(PlatformKind kind, PlatformConfidence confidence) => new(kind, confidence, evidence) { AutopilotPods = score.Pods };
    }

    private static bool IsGoogles(NodeFact node) => node.ProviderId.Length == 0 || node.ProviderId.StartsWith("gce://", StringComparison.Ordinal);

    private static bool IsOfAutopilotClass(NodeFact node)
        => node.Labels.TryGetValue("cloud.google.com/compute-class", out var name) && ComputeClasses.Contains(name);
}
