using System.Collections.Immutable;
using ClusterProbe.Core.Facts;

namespace ClusterProbe.Core.Mesh;

/// <summary>The headless Service that comes closest to covering a pod, and how close that is.</summary>
/// <param name="Service">The Service; null for none.</param>
/// <param name="Grade">How far it covers the pod.</param>
internal sealed record Coverage(ServiceFact? Service, CoverageGrade Grade);

/// <summary>The DestinationRule that applies to a call, and the mode that it sets.</summary>
/// <param name="Rule">The rule; null for none.</param>
/// <param name="Mode">The mode.</param>
internal sealed record AppliedRule(DestinationRule? Rule, ClientTlsMode Mode)
{
    public static AppliedRule None { get; } = new(null, ClientTlsMode.Unset);
}

/// <summary>Reads from the facts what a call to a build pod depends on, with everything that it may be where it is not known.</summary>
/// <param name="mesh">The facts.</param>
/// <param name="port">The port that is dialled.</param>
internal sealed class DialInputs(MeshFacts mesh, int port)
{
    /// <summary>What carries the caller's traffic. A caller that nobody saw is outside the mesh, or in it as the server is.</summary>
    public Possible<DataPlane> Client(Caller? caller, DataPlane server)
        => caller is not null
            ? new(caller.DataPlane)
            : new(
                [server == DataPlane.Ambient ? DataPlane.Ambient : DataPlane.Sidecar, DataPlane.None],
                mesh.Callers.IsUnknown(out var cause)
                    ? cause
                    : new UnknownCause(UnknownReason.Undecided, "no pod with the label harness.io/name was found, so it is not known whether the delegate is in the mesh"));

    /// <summary>The policies. Unknown ones are stood in for by one of each mode.</summary>
    public Possible<ImmutableArray<PeerAuthentication>> Policies(string @namespace)
    {
        if (mesh.PeerAuthentications.IsKnown(out var known)) return new(known.Items);
        return mesh.PeerAuthentications.IsUnknown(out var cause)
            ? new([Any(MtlsMode.Strict), Any(MtlsMode.Permissive), Any(MtlsMode.Disable)], cause)
            : new(ImmutableArray<PeerAuthentication>.Empty);

        ImmutableArray<PeerAuthentication> Any(MtlsMode mode) => [new PeerAuthentication(@namespace, "(not readable)", DateTimeOffset.MinValue) { Mode = mode }];
    }

    /// <summary>How far headless Services cover the pod, as far as the caller's proxy knows them.</summary>
    public Possible<Coverage> Coverages(Workload workload, Caller? caller, ControlPlaneView controlPlane, Egress egress, bool isDiscovered)
    {
        if (!isDiscovered) return new(new Coverage(null, CoverageGrade.None));
        var services = mesh.ServicesOf(workload.Namespace);
        if (services.IsUnknown(out var cause)) return new([new Coverage(null, CoverageGrade.None), new Coverage(null, CoverageGrade.Covers)], cause);
        var from = caller?.Namespace ?? "";
        var visible = services.IsKnown(out var known)
            ? known.Items.Where(service => service.IsVisibleFrom(from, controlPlane.Config.ServiceExportTo)).ToLookup(service => egress.Scope.Knows(service, port, from))
            : Enumerable.Empty<ServiceFact>().ToLookup(_ => LabelMatch.No);
        var certain = Best(visible[LabelMatch.Yes], _ => workload);
        var hoped = Best(visible[LabelMatch.Yes].Concat(visible[LabelMatch.Maybe]), service => workload with { Labels = workload.Labels.SetItems(Open(service)) });
        if (certain.Grade == hoped.Grade) return new(certain);
        var keys = string.Join(", ", Open(hoped.Service!).Select(pair => pair.Key));
        return new(
            [certain, hoped],
            keys.Length > 0
                ? new UnknownCause(UnknownReason.NotConfigured, $"whether Service {hoped.Service} selects the build pods depends on the value of their label {keys}, which the profile does not say")
                : new UnknownCause(UnknownReason.Undecided, $"Sidecar {egress.Scope.Config} binds what the caller's proxy knows of Service {hoped.Service} to an address"));

        IEnumerable<KeyValuePair<string, string>> Open(ServiceFact service)
            => service.Selector.Where(pair => workload.OpenLabels.Contains(pair.Key) && !workload.Labels.ContainsKey(pair.Key));
    }

    /// <summary>The DestinationRule that applies when the caller calls the Service.</summary>
    public Possible<AppliedRule> Rules(ServiceFact? service, Caller? caller, ControlPlaneView controlPlane)
    {
        if (service is null || mesh.DestinationRules.IsAbsent) return new(AppliedRule.None);
        if (!mesh.DestinationRules.IsKnown(out var known))
        {
            return new(
                [AppliedRule.None, new(null, ClientTlsMode.Disable), new(null, ClientTlsMode.IstioMutual)],
                mesh.DestinationRules.IsUnknown(out var cause) ? cause : UnknownCause.NotCollected);
        }

        ImmutableArray<AppliedRule> applied = [.. DestinationRules.For(known.Items, service, RuleClient.Of(caller, controlPlane)).Select(rule => rule is null ? AppliedRule.None : new AppliedRule(rule, rule.ModeOf(port)))];
        return new(
            applied,
            applied.Length > 1 ? new UnknownCause(UnknownReason.Undecided, $"DestinationRule {applied[0].Rule} is for some client workloads only") : null);
    }

    /// <summary>The pods behind the Service that can't be reached by mutual TLS: planned ones and running ones.</summary>
    public static Possible<ImmutableArray<string>> WithoutProxy(ServiceFact? service, ImmutableArray<PlannedPod> planned)
    {
        if (service is null) return new(ImmutableArray<string>.Empty);
        ImmutableArray<string> shapes = [.. planned
            .Where(pod => pod is { DataPlane: not null, AcceptsMutualTls: false } && pod.Workload.Match(service.Selector) == LabelMatch.Yes)
            .Select(pod => $"build pods of shape {pod.Shape}")];
        if (shapes.IsEmpty && service.Pods.IsUnknown(out var cause)) return new([[], ["(not readable)"]], cause);
        return new(service.Pods.IsKnown(out var running) ? shapes.AddRange(running.WithoutProxy) : shapes);
    }

    private Coverage Best(IEnumerable<ServiceFact> services, Func<ServiceFact, Workload> workloadFor)
        => services
            .Select(service => new Coverage(service, HeadlessCoverage.Grade(service, [new CoveredPod(workloadFor(service), Ready: false)], port)))
            .Where(coverage => coverage.Grade != CoverageGrade.None)
            .OrderByDescending(coverage => coverage.Grade)
            .ThenBy(coverage => coverage.Service!.Name, StringComparer.Ordinal)
            .FirstOrDefault(new Coverage(null, CoverageGrade.None));
}
