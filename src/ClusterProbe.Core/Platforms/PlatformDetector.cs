using ClusterProbe.Core.Facts;

namespace ClusterProbe.Core.Platforms;

/// <summary>Recognises the platform from facts that were collected for other reasons.</summary>
public static class PlatformDetector
{
    /// <summary>The platform. OpenShift comes first because it runs on the nodes of every cloud.</summary>
    /// <param name="facts">What was learned about the cluster.</param>
    public static Platform Detect(ClusterFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var signals = new PlatformSignals(facts);
        return OpenShiftPlatform.Recognise(signals)
            ?? GkePlatform.Recognise(signals)
            ?? EksPlatform.Recognise(signals)
            ?? AksPlatform.Recognise(signals)
            ?? SmallPlatforms.Recognise(signals)
            ?? (signals.Nodes.IsEmpty
                ? new Platform(PlatformKind.Unknown, PlatformConfidence.None, [])
                : new Platform(PlatformKind.Kubernetes, PlatformConfidence.Likely, ["no node carries a platform's labels or provider id"]));
    }
}
