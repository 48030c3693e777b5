namespace ClusterProbe.Core.Mesh;

/// <summary>Says in a sentence why a call to a build pod arrives or not.</summary>
internal static class MeshWords
{
    /// <summary>The sentence, without its full stop.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <param name="port">The port that is dialled.</param>
    public static string For(DialVerdict verdict, int port)
    {
        var dial = verdict.Case;
        var who = verdict.Caller is { } caller ? $"delegate {caller}" : "the delegate";
        var pods = $"port {port} of build pods in {verdict.Pod.Workload.Namespace}";
        var required = $"Mutual TLS is required on {pods} ({dial.Policy})";
        return verdict.Reachability.Reason switch
        {
            ReachReason.NoProxyEnforces => $"Build pods in {verdict.Pod.Workload.Namespace} are outside the mesh, and nothing stands before port {port}",
            ReachReason.Accepted => $"Plaintext is accepted on {pods} ({dial.Policy})",
            ReachReason.MutualTls when dial.Connection.Server == DataPlane.Ambient => $"The ambient mesh carries calls from {who} to {pods}",
            ReachReason.MutualTls => $"{required}, and headless Service {dial.Service} covers them",
            ReachReason.PortBypassesProxy => dial.Connection is { Caller: DataPlane.Sidecar, OutboundExcluded: false }
                ? $"Port {port} bypasses the build pods' sidecar but not that of {who}: a headless Service for these pods would break it"
                : $"Port {port} bypasses the build pods' sidecar",
            ReachReason.CallerOutsideMesh => $"{required}, and {who} is outside the mesh: no headless Service can help",
            ReachReason.NoHeadlessService => $"{required}, and {WhyNotCovered(dial, port)}: the sidecar of {who} passes plaintext to pod addresses",
            ReachReason.EndpointWithoutProxy => $"{required}, and headless Service {dial.Service} also selects pods without a sidecar ({string.Join(", ", dial.WithoutProxy)}): clients use plaintext for all",
            ReachReason.ClientInfersPlaintext => $"{required}, and the policy of the namespace or mesh is DISABLE: clients assume plaintext",
            ReachReason.AutoMtlsOff => $"{required}, and clients of the mesh use no mutual TLS by themselves (enableAutoMtls is false)",
            ReachReason.NotInRegistry => $"The sidecar of {who} refuses calls to what it does not know (outboundTrafficPolicy REGISTRY_ONLY), and {WhyNotCovered(dial, port)}",
            ReachReason.DestinationRule => $"DestinationRule {dial.Rule} sets a TLS mode for Service {dial.Service} that {pods} does not speak",
            ReachReason.OneSidedExclusion => $"{required}, and the port bypasses the sidecar of {who} only",
            ReachReason.MtlsToPlainPort => $"Port {port} bypasses the build pods' sidecar, and {who} sends mutual TLS to it",
            ReachReason.MtlsToDisabledPort => $"Mutual TLS is disabled for {pods} only, and clients do not see that (istio/istio#39439)",
            ReachReason.MixedDataPlanes => $"{required}, and one side has a sidecar while the other is ambient",
            _ => $"What the policies mean for {pods} can't be told ({dial.Policy})",
        };
    }

    private static string WhyNotCovered(DialCase dial, int port) => dial.Connection.Coverage switch
    {
        CoverageGrade.NoSelectorManual => $"headless Service {dial.Service} has no selector, so that new pods are not behind it",
        CoverageGrade.PortMismatch => $"headless Service {dial.Service} has no TCP port {port} that leads to port {port}",
        CoverageGrade.CoversButHttpPort => $"headless Service {dial.Service} declares port {port} as HTTP, which is routed by host name",
        CoverageGrade.CoversButNotReadyHidden => $"headless Service {dial.Service} hides pods that are not ready, as build pods are while they start and once a step is done",
        _ => "no headless Service covers them",
    };
}
