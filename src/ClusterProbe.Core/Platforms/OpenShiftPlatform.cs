namespace ClusterProbe.Core.Platforms;

/// <summary>Recognises OpenShift.</summary>
internal static class OpenShiftPlatform
{
    public static Platform? Recognise(PlatformSignals signals)
    {
        string?[] evidence =
        [
            signals.ServesGroup("security.openshift.io") ? "the API server serves security.openshift.io" : null,
            signals.ServesGroup("config.openshift.io") ? "the API server serves config.openshift.io" : null,
            signals.HasAnnotation("openshift.io/scc") ? "admitted pods carry the annotation openshift.io/scc" : null,
            signals.HasAnnotation("openshift.io/sa.scc.uid-range") ? "namespaces carry the annotation openshift.io/sa.scc.uid-range" : null,
            signals.Count(node => node.Labels.ContainsKey("node.openshift.io/os_id"), "have the label node.openshift.io/os_id"),
        ];
        return evidence.OfType<string>().ToList() is { Count: > 0 } found
            ? new Platform(PlatformKind.OpenShift, PlatformConfidence.Certain, [.. found])
            : null;
    }
}
