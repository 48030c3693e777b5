using System.Collections.Immutable;
using System.Globalization;

namespace ClusterProbe.Core.Mesh;

/// <summary>How far a Service makes sidecars know pods by their address, from not at all to fully.</summary>
public enum CoverageGrade
{
    /// <summary>It is not headless, in another namespace, or selects none of the pods.</summary>
    None,

    /// <summary>It has no selector: only its EndpointSlices, which something else writes, say what is behind it.</summary>
    NoSelectorManual,

    /// <summary>It selects the pods, and has no TCP port of that number which leads to the same port of the pods.</summary>
    PortMismatch,

    /// <summary>The port is declared as HTTP, and HTTP is routed by host name instead of address.</summary>
    CoversButHttpPort,

    /// <summary>It selects some of the pods only.</summary>
    PartialPods,

    /// <summary>It hides pods that are not ready, and a pod that starts is not.</summary>
    CoversButNotReadyHidden,

    /// <summary>It covers the pods.</summary>
    Covers,
}

/// <summary>A pod that ought to be covered.</summary>
/// <param name="Workload">Its namespace and labels.</param>
/// <param name="Ready">Whether it is ready.</param>
public sealed record CoveredPod(Workload Workload, bool Ready)
{
    /// <summary>The container ports that have a name.</summary>
    public ImmutableSortedDictionary<string, int> NamedPorts { get; init; } = ImmutableSortedDictionary<string, int>.Empty;
}

/// <summary>Grades headless Services: a sidecar knows <c>podIP:port</c> only from one of these.</summary>
public static class HeadlessCoverage
{
    /// <summary>The grade of one Service for a set of pods; the first obstacle counts.</summary>
    /// <param name="service">The Service.</param>
    /// <param name="pods">The pods, at least one.</param>
    /// <param name="port">The port that is dialled.</param>
    public static CoverageGrade Grade(ServiceFact service, IReadOnlyCollection<CoveredPod> pods, int port)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(pods);
        var candidates = pods.Where(pod => pod.Workload.Namespace == service.Namespace).ToList();
        if (!service.IsHeadless || candidates.Count == 0) return CoverageGrade.None;
        if (service.Selector.IsEmpty) return CoverageGrade.NoSelectorManual;
        var selected = candidates.Where(pod => pod.Workload.Match(service.Selector) == LabelMatch.Yes).ToList();
        if (selected.Count == 0) return CoverageGrade.None;
        var matching = service.Ports.FirstOrDefault(entry => entry.Port == port && entry.Protocol is "TCP" or "");
        if (matching is null || selected.Any(pod => TargetOf(matching, pod) != port)) return CoverageGrade.PortMismatch;
        if (matching.IsHttp) return CoverageGrade.CoversButHttpPort;
        if (selected.Count < pods.Count) return CoverageGrade.PartialPods;
        return service.PublishNotReadyAddresses || selected.All(pod => pod.Ready)
            ? CoverageGrade.Covers
            : CoverageGrade.CoversButNotReadyHidden;
    }

    private static int? TargetOf(ServicePortFact port, CoveredPod pod)
        => port.TargetPort is "" or "0" ? port.Port
            : int.TryParse(port.TargetPort, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : pod.NamedPorts.TryGetValue(port.TargetPort, out var named) ? named
            : null;
}
