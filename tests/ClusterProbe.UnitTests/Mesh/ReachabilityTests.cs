using ClusterProbe.Core.Mesh;

namespace ClusterProbe.UnitTests.Mesh;

internal sealed class ReachabilityTests
{
    private static readonly Connection Strict = new(DataPlane.Sidecar, DataPlane.Sidecar) { Mode = MtlsMode.Strict, Inferred = MtlsMode.Strict };
    private static readonly Connection Covered = Strict with { Coverage = CoverageGrade.Covers };
    private static readonly Connection Permissive = Strict with { Mode = MtlsMode.Permissive, Inferred = MtlsMode.Permissive };

    private static IEnumerable<TestCaseData> Vectors
    {
        get
        {
            yield return Vector("R01", Strict with { Server = DataPlane.None }, Reach.Reachable, ReachReason.NoProxyEnforces);
            yield return Vector("R02", Strict with { Caller = DataPlane.None, Server = DataPlane.None }, Reach.Reachable, ReachReason.NoProxyEnforces);
            yield return Vector("R03", Strict with { Caller = DataPlane.None }, Reach.Blocked, ReachReason.CallerOutsideMesh);
            yield return Vector("R04", Covered with { Caller = DataPlane.None }, Reach.Blocked, ReachReason.CallerOutsideMesh);
            yield return Vector("R05", Strict, Reach.Blocked, ReachReason.NoHeadlessService);
            yield return Vector("R06", Covered, Reach.Reachable, ReachReason.MutualTls);
            yield return Vector("R07", Strict with { Coverage = CoverageGrade.CoversButHttpPort }, Reach.Blocked, ReachReason.NoHeadlessService);
            yield return Vector("R08", Strict with { Coverage = CoverageGrade.PortMismatch }, Reach.Blocked, ReachReason.NoHeadlessService);
            yield return Vector("R09", Strict with { Coverage = CoverageGrade.CoversButNotReadyHidden }, Reach.Blocked, ReachReason.NoHeadlessService);
            yield return Vector("R10", Permissive, Reach.Reachable, ReachReason.Accepted);
            yield return Vector("R11", Permissive with { Caller = DataPlane.None }, Reach.Reachable, ReachReason.Accepted);
            yield return Vector("R12", Strict with { InboundExcluded = true, OutboundExcluded = true }, Reach.Reachable, ReachReason.PortBypassesProxy);
            yield return Vector("R13", Strict with { OutboundExcluded = true }, Reach.Blocked, ReachReason.OneSidedExclusion);
            yield return Vector("R14", Covered with { InboundExcluded = true }, Reach.Blocked, ReachReason.MtlsToPlainPort);
            yield return Vector("R15", Strict with { InboundExcluded = true }, Reach.Reachable, ReachReason.PortBypassesProxy);
            yield return Vector("R16", Strict with { Caller = DataPlane.None, InboundExcluded = true }, Reach.Reachable, ReachReason.PortBypassesProxy);
            yield return Vector("R17", Covered with { Rule = ClientTlsMode.Disable }, Reach.Blocked, ReachReason.DestinationRule);
            yield return Vector("R18", Permissive with { Server = DataPlane.None, Coverage = CoverageGrade.Covers, Rule = ClientTlsMode.IstioMutual }, Reach.Blocked, ReachReason.DestinationRule);
            yield return Vector("R19", Permissive with { Server = DataPlane.None, Rule = ClientTlsMode.IstioMutual }, Reach.Reachable, ReachReason.NoProxyEnforces);
            yield return Vector("R20", Permissive with { Mode = MtlsMode.Disable }, Reach.Reachable, ReachReason.Accepted);
            yield return Vector("R21", Covered with { Mode = MtlsMode.Disable, Inferred = MtlsMode.Disable }, Reach.Reachable, ReachReason.Accepted);
            yield return Vector("R22", Covered with { Mode = MtlsMode.Disable }, Reach.Unknown, ReachReason.MtlsToDisabledPort);
            yield return Vector("R23", Covered with { Inferred = MtlsMode.Disable }, Reach.Blocked, ReachReason.ClientInfersPlaintext);
            yield return Vector("R24", Covered with { AllEndpointsHaveProxies = false }, Reach.Blocked, ReachReason.EndpointWithoutProxy);
            yield return Vector("R25", Covered with { OutboundExcluded = true }, Reach.Blocked, ReachReason.OneSidedExclusion);
            yield return Vector("R26", Strict with { Coverage = CoverageGrade.PartialPods }, Reach.Blocked, ReachReason.NoHeadlessService);
            yield return Vector("R27", Ambient(DataPlane.Ambient, AmbientEnforcement.DenyWithoutPrincipal), Reach.Reachable, ReachReason.MutualTls);
            yield return Vector("R28", Ambient(DataPlane.None, AmbientEnforcement.DenyWithoutPrincipal) with { Coverage = CoverageGrade.Covers }, Reach.Blocked, ReachReason.CallerOutsideMesh);
            yield return Vector("R29", Ambient(DataPlane.None, AmbientEnforcement.NotEnforced), Reach.Reachable, ReachReason.Accepted);
            yield return Vector("R30", Ambient(DataPlane.Sidecar, AmbientEnforcement.DenyWithoutPrincipal), Reach.Unknown, ReachReason.MixedDataPlanes);
            yield return Vector("R31", Strict with { Caller = DataPlane.Ambient }, Reach.Unknown, ReachReason.MixedDataPlanes);
            yield return Vector("an undecided ambient policy", Ambient(DataPlane.None, AmbientEnforcement.Undecided), Reach.Unknown, ReachReason.PolicyUndecided);
            yield return Vector("an exempted ambient port", Ambient(DataPlane.None, AmbientEnforcement.Exempt), Reach.Reachable, ReachReason.Accepted);
            yield return Vector("an undecided mode", Strict with { Mode = MtlsMode.Unreadable }, Reach.Unknown, ReachReason.PolicyUndecided);
            yield return Vector("mutual TLS by rule, whatever clients would infer", Covered with { Rule = ClientTlsMode.IstioMutual, Inferred = MtlsMode.Disable }, Reach.Reachable, ReachReason.MutualTls);
            yield return Vector("mutual TLS by rule, whatever the endpoints say", Covered with { Rule = ClientTlsMode.IstioMutual, AllEndpointsHaveProxies = false }, Reach.Reachable, ReachReason.MutualTls);
            yield return Vector("mutual TLS by rule where none is automatic", Covered with { Rule = ClientTlsMode.IstioMutual, AutoMtls = false }, Reach.Reachable, ReachReason.MutualTls);
            yield return Vector("no automatic mutual TLS", Covered with { AutoMtls = false }, Reach.Blocked, ReachReason.AutoMtlsOff);
            yield return Vector("no automatic mutual TLS, and none needed", Permissive with { Coverage = CoverageGrade.Covers, AutoMtls = false }, Reach.Reachable, ReachReason.Accepted);
            yield return Vector("TLS without a client certificate", Covered with { Rule = ClientTlsMode.Simple }, Reach.Blocked, ReachReason.DestinationRule);
            yield return Vector("TLS without a client certificate, to who may take it", Permissive with { Coverage = CoverageGrade.Covers, Rule = ClientTlsMode.Simple }, Reach.Unknown, ReachReason.DestinationRule);
            yield return Vector("registry only, and nothing covers", Permissive with { RegistryOnly = true }, Reach.Blocked, ReachReason.NotInRegistry);
            yield return Vector("registry only, and the server has no proxy", Permissive with { RegistryOnly = true, Server = DataPlane.None }, Reach.Blocked, ReachReason.NotInRegistry);
            yield return Vector("registry only, and the port is HTTP", Permissive with { RegistryOnly = true, Coverage = CoverageGrade.CoversButHttpPort }, Reach.Blocked, ReachReason.NotInRegistry);
            yield return Vector("registry only, and covered", Covered with { RegistryOnly = true }, Reach.Reachable, ReachReason.MutualTls);
            yield return Vector("registry only, and past the proxy", Permissive with { RegistryOnly = true, OutboundExcluded = true }, Reach.Reachable, ReachReason.Accepted);
            yield return Vector("registry only, and no proxy to refuse", Permissive with { RegistryOnly = true, Caller = DataPlane.None }, Reach.Reachable, ReachReason.Accepted);
            yield return Vector("TLS that is not the mesh's", Covered with { Rule = ClientTlsMode.Other }, Reach.Unknown, ReachReason.DestinationRule);
        }
    }

    [TestCaseSource(nameof(Vectors))]
    public void Reachability_OfAVector_IsTheExpectedOne(Connection connection, Reach reach, ReachReason reason)
        => Assert.That(Reachability.Of(connection), Is.EqualTo(new Reachability(reach, reason)));

    private static Connection Ambient(DataPlane caller, AmbientEnforcement enforcement) => new(caller, DataPlane.Ambient) { Ambient = enforcement };

    private static TestCaseData Vector(string name, Connection connection, Reach reach, ReachReason reason)
        => new TestCaseData(connection, reach, reason).SetName($"{{m}} {name}");
}
