using System.Collections.Immutable;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Facts;

namespace ClusterProbe.Core.Mesh;

/// <summary>Judges whether the CI system's pods reach a build pod by its address.</summary>
/// <remarks>Where something is not known, every case that it allows is judged; only where they differ does the verdict stay open.</remarks>
/// <param name="context">The facts and the profile.</param>
/// <param name="siblings">The build pods of all shapes in the same namespace, the judged one among them.</param>
/// <param name="port">The port that is dialled.</param>
internal sealed class Dial(CheckContext context, ImmutableArray<PlannedPod> siblings, int port)
{
    private readonly MeshFacts _mesh = context.Facts.Mesh;
    private readonly DialInputs _inputs = new(context.Facts.Mesh, port);
    private readonly EgressInputs _egress = new(context.Facts.Mesh, port);

    /// <summary>The verdict for each kind of caller, the worst first.</summary>
    /// <param name="pod">The build pod.</param>
    public ImmutableArray<DialVerdict> Judge(PlannedPod pod)
    {
        ImmutableArray<Caller?> callers = _mesh.Callers.IsKnown(out var known) && !known.Items.IsEmpty
            ? [.. known.Items.DistinctBy(caller => caller with { Name = "" })]
            : [null];
        return [.. callers.Select(caller => Judge(pod, caller)).OrderByDescending(verdict => verdict.Reachability.Reach)];
    }

    private DialVerdict Judge(PlannedPod pod, Caller? caller)
    {
        var server = pod.DataPlane is { } plane
            ? new Possible<DataPlane>(plane)
            : new Possible<DataPlane>([DataPlane.Sidecar, DataPlane.Ambient, DataPlane.None], pod.Cause);
        var client = _inputs.Client(caller, server.Values[0]);
        var controlPlanes = ControlPlaneView.Of(_mesh, pod.Revision);
        var policies = _inputs.Policies(pod.Workload.Namespace);
        var cases = (
            from controlPlane in controlPlanes.Values
            from serverPlane in server.Values
            from clientPlane in client.Values
            from policySet in policies.Values
            from egress in _egress.Of(caller, controlPlane).Values
            from coverage in _inputs.Coverages(pod.Workload, caller, controlPlane, egress, IsDiscovered(pod, controlPlane)).Values
            from rule in _inputs.Rules(coverage.Service, caller, controlPlane).Values
            from names in DialInputs.WithoutProxy(coverage.Service, siblings).Values
            select Case(pod, caller, controlPlane, new Connection(clientPlane, serverPlane), policySet, egress, coverage, rule, names)).ToList();
        var results = cases.Select(item => Reachability.Of(item.Connection)).Distinct().ToList();
        var likeliest = cases[0];
        var egresses = _egress.Of(caller, likeliest.ControlPlane);
        var causes = new[]
        {
            pod.Cause,
            policies.Cause,
            controlPlanes.Cause,
            client.Cause,
            egresses.Cause,
            _inputs.Coverages(pod.Workload, caller, likeliest.ControlPlane, egresses.Values[0], IsDiscovered(pod, likeliest.ControlPlane)).Cause,
            _inputs.Rules(likeliest.Service, caller, likeliest.ControlPlane).Cause,
            DialInputs.WithoutProxy(likeliest.Service, siblings).Cause,
            likeliest.Undecided is { } text ? new UnknownCause(UnknownReason.NotConfigured, text) : null,
        };
        return results.All(result => result.Reach == results[0].Reach)
            ? new DialVerdict(pod, caller, results[0], likeliest, results[0].Reach == Reach.Unknown ? causes[^1] : null)
            : new DialVerdict(pod, caller, new Reachability(Reach.Unknown, ReachReason.PolicyUndecided), likeliest, causes.First(cause => cause is not null));
    }

    private DialCase Case(
        PlannedPod pod,
        Caller? caller,
        ControlPlaneView controlPlane,
        Connection connection,
        ImmutableArray<PeerAuthentication> policies,
        Egress egress,
        Coverage coverage,
        AppliedRule rule,
        ImmutableArray<string> withoutProxy)
    {
        if (!IsDiscovered(pod, controlPlane)) policies = [.. policies.Where(policy => policy.Namespace != pod.Workload.Namespace)];
        connection = connection with
        {
            Coverage = coverage.Grade,
            Rule = rule.Mode,
            AllEndpointsHaveProxies = withoutProxy.IsEmpty,
            Inferred = MutualTls.InferredByClients(policies, controlPlane.RootNamespace, caller?.Revision ?? controlPlane.Revision, pod.Workload.Namespace),
            InboundExcluded = MeshMembership.ExcludesInbound(pod.Annotations, port),
            OutboundExcluded = egress.Bypassed,
            RegistryOnly = egress.RegistryOnly,
            AutoMtls = controlPlane.Config.AutoMtls,
        };
        var scopes = new PolicyScopes(policies, controlPlane.RootNamespace, controlPlane.Revision, pod.Workload);
        var result = new DialCase(connection, controlPlane, null)
        {
            Service = coverage.Service,
            Sidecar = egress.Scope.Config,
            Rule = rule.Rule,
            WithoutProxy = withoutProxy,
            WorkloadPolicy = scopes.Workload.FirstOrDefault(),
        };
        switch (connection.Server)
        {
            case DataPlane.Sidecar:
                var decision = MutualTls.Effective(policies, controlPlane.RootNamespace, controlPlane.Revision, pod.Workload, port);
                return result with
                {
                    Connection = connection with { Mode = decision.Mode },
                    Policy = decision.Undecided ?? $"{decision.Mode.ToString().ToUpperInvariant()} by {(decision.Policy is null ? "default" : $"PeerAuthentication {decision.Policy}")}",
                    Undecided = decision.Undecided,
                };
            case DataPlane.Ambient:
                var ambient = AmbientMtls.Effective(policies, controlPlane.RootNamespace, controlPlane.Revision, pod.Workload, port);
                return result with
                {
                    Connection = connection with { Ambient = ambient.Enforcement },
                    Policy = ambient.Reason,
                    Undecided = ambient.Enforcement == AmbientEnforcement.Undecided ? ambient.Reason : null,
                };
            default:
                return result;
        }
    }

    /// <summary>Whether the control plane looks at the build pod's namespace. Where the namespace's labels are not known, the pod's data plane is not either.</summary>
    private bool IsDiscovered(PlannedPod pod, ControlPlaneView controlPlane)
        => context.Facts.BuildNamespaces.FirstOrDefault(build => build.Name == pod.Workload.Namespace)?.Namespace.IsKnown(out var known) != true
            || controlPlane.Config.Discovers(known!.Labels);
}
