using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Planning;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Mesh;

/// <summary>Finds the fix for a call that does not arrive: an object to apply where one is known to help, otherwise what to do.</summary>
/// <param name="mesh">The facts.</param>
/// <param name="profile">The profile.</param>
internal sealed class DialFix(MeshFacts mesh, Profile profile)
{
    private const string Name = "harness-build-pods";

    /// <summary>The fix.</summary>
    /// <param name="verdict">The verdict of a call that is blocked, or may be.</param>
    public Remediation For(DialVerdict verdict)
    {
        var dial = verdict.Case;
        return verdict.Reachability.Reason switch
        {
            ReachReason.NoHeadlessService when dial is { Service: { } hidden, Connection.Coverage: CoverageGrade.CoversButNotReadyHidden } => new(
                $"Set publishNotReadyAddresses: true on Service {hidden}.", FixKind.PublishedNotReadyPods, MeshManifests.Headless(hidden with { PublishNotReadyAddresses = true })),
            ReachReason.NoHeadlessService when IsReachable(dial.Connection with { Coverage = CoverageGrade.Covers }) => Cover(verdict.Pod.Workload.Namespace),
            ReachReason.NoHeadlessService or ReachReason.ClientInfersPlaintext => AcceptPlaintext(verdict, "Accept plaintext"),
            ReachReason.NotInRegistry => For(verdict with { Reachability = verdict.Reachability with { Reason = ReachReason.NoHeadlessService } }),
            ReachReason.AutoMtlsOff => new($"Set trafficPolicy.tls.mode: ISTIO_MUTUAL for Service {dial.Service} in a DestinationRule, or switch enableAutoMtls on in the mesh's configuration."),
            ReachReason.CallerOutsideMesh => AcceptPlaintext(verdict, "Bring the delegate into the mesh, or accept plaintext"),
            ReachReason.EndpointWithoutProxy => new(
                $"Give every pod behind Service {dial.Service} a sidecar, or narrow its selector to pods that have one."),
            ReachReason.DestinationRule => new(
                $"Remove the TLS mode from DestinationRule {dial.Rule}; Istio then uses mutual TLS for pods with a sidecar and plaintext for others."),
            ReachReason.OneSidedExclusion => new(
                $"Remove {HarnessPod.Port} from the delegate's annotation traffic.sidecar.istio.io/excludeOutboundPorts, or put excludeInboundPorts: \"{HarnessPod.Port}\" on the build pods too."),
            ReachReason.MtlsToPlainPort or ReachReason.PortBypassesProxy => new(
                $"Put the annotation traffic.sidecar.istio.io/excludeOutboundPorts: \"{HarnessPod.Port}\" on the delegate's pods too."),
            ReachReason.MtlsToDisabledPort => new($"Set PERMISSIVE instead of DISABLE for port {HarnessPod.Port}."),
            _ => new("Put delegate and build pods into the same kind of mesh: both with sidecars, or both ambient."),
        };
    }

    private Remediation Cover(string @namespace)
    {
        var what = $"a headless Service in the build namespace {@namespace} with port {HarnessPod.Port}";
        if (!TryGetAccount(out var account, out var advice)) return new($"Create {what} and the selector accountID: <Harness account id>. {advice}");
        var service = new ServiceFact(@namespace, FreeName(@namespace))
        {
            Selector = ImmutableSortedDictionary<string, string>.Empty.Add(HarnessPod.AccountLabel, account),
            Ports = [new ServicePortFact("", HarnessPod.Port, "20001", "TCP")],
            PublishNotReadyAddresses = true,
        };
        return new($"Create {what}, so that sidecars know build pods by their address.", FixKind.HeadlessService, MeshManifests.Headless(service));
    }

    private Remediation AcceptPlaintext(DialVerdict verdict, string what)
    {
        what = $"{what} on port {HarnessPod.Port} of the build pods";
        var @namespace = verdict.Pod.Workload.Namespace;
        if (verdict.Case is { WorkloadPolicy: { } policy }) return new($"{what}: set PERMISSIVE for it under portLevelMtls of PeerAuthentication {policy}.");
        if (verdict.Case.Connection.Server != DataPlane.Sidecar || !mesh.PeerAuthentications.IsKnown(out var policies)) return new($"{what}.");
        return TryGetAccount(out var account, out var advice)
            ? new($"{what} only.", FixKind.PermissivePort, MeshManifests.PermissivePort(policies.ApiVersion, @namespace, Name, (HarnessPod.AccountLabel, account), HarnessPod.Port))
            : new($"{what} by a PeerAuthentication that selects them. {advice}");
    }

    private bool TryGetAccount(out string account, out string advice)
    {
        account = profile.Harness?.AccountId ?? "";
        advice = account.Length == 0
            ? "Say the account id in the profile (Harness shows it under Account Settings, Overview) to get the manifest."
            : $"Harness drops the label accountID because \"{account}\" does not begin and end with a letter or digit: select by a label of your own.";
        return account.Length > 0 && HarnessLabel.IsKept(account);
    }

    /// <summary>A name that no Service has: applying to one that exists would merge selectors and ports.</summary>
    private string FreeName(string @namespace)
    {
        var taken = mesh.ServicesOf(@namespace).IsKnown(out var known) ? known.Items.Select(service => service.Name).ToHashSet() : [];
        return Enumerable.Range(2, taken.Count).Select(number => $"{Name}-{number}").Prepend(Name).First(name => !taken.Contains(name));
    }

    private static bool IsReachable(Connection connection) => Reachability.Of(connection).Reach == Reach.Reachable;
}
