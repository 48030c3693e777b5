using ClusterProbe.Core.Facts;

namespace ClusterProbe.Core.Mesh;

/// <summary>Reads from the facts what the caller's side of a call goes through, with everything that it may be where it is not known.</summary>
/// <param name="mesh">The facts.</param>
/// <param name="port">The port that is dialled.</param>
internal sealed class EgressInputs(MeshFacts mesh, int port)
{
    /// <summary>Reads it.</summary>
    public Possible<Egress> Of(Caller? caller, ControlPlaneView controlPlane)
    {
        var scopes = Scopes(caller, controlPlane);
        var bypassed = Bypassed(caller);
        var registryOnly = scopes.Values.Select(scope => RegistryOnly(scope, controlPlane)).ToList();
        return new(
            [.. from pair in scopes.Values.Zip(registryOnly)
                from refuses in pair.Second.Values
                from bypasses in bypassed.Values
                select new Egress(pair.First, refuses, bypasses)],
            scopes.Cause ?? bypassed.Cause ?? registryOnly.Select(possible => possible.Cause).FirstOrDefault(cause => cause is not null));
    }

    private Possible<SidecarScope> Scopes(Caller? caller, ControlPlaneView controlPlane)
    {
        if (mesh.Sidecars.IsKnown(out var known))
        {
            var scopes = SidecarScope.Of(known.Items, RuleClient.Of(caller, controlPlane));
            return new(scopes, scopes.Length > 1 ? new UnknownCause(UnknownReason.Undecided, $"Sidecar {scopes[0].Config} is for some client workloads only") : null);
        }

        return mesh.Sidecars.IsUnknown(out var cause) ? new([new(null), SidecarScope.KnowingNothing], cause) : new(new SidecarScope(null));
    }

    private Possible<bool> Bypassed(Caller? caller)
        => MeshMembership.ListsPort(caller?.ExcludedOutboundPorts ?? "", port) ? new(true)
            : caller is { BypassesByAddress: true } ? new([false, true], new UnknownCause(UnknownReason.Undecided, $"an annotation of {caller} takes some addresses past its sidecar, and which ones build pods get is not known"))
            : new(false);

    /// <summary>A ServiceEntry for the port may make pods' addresses known.</summary>
    private Possible<bool> RegistryOnly(SidecarScope scope, ControlPlaneView controlPlane)
    {
        if (!(scope.Config?.RegistryOnly ?? controlPlane.Config.RegistryOnly)) return new(false);
        if (mesh.ServiceEntries.IsUnknown(out var cause)) return new([true, false], cause);
        return mesh.ServiceEntries.IsKnown(out var known) && known.Items.FirstOrDefault(entry => entry.Ports.Contains(port)) is { } entry
            ? new([true, false], new UnknownCause(UnknownReason.Undecided, $"ServiceEntry {entry} may make the addresses of build pods known to proxies that refuse unknown ones"))
            : new(true);
    }
}
