namespace ClusterProbe.Core.Mesh;

/// <summary>Whether a call arrives.</summary>
public enum Reach
{
    /// <summary>It does.</summary>
    Reachable,

    /// <summary>It can't be told.</summary>
    Unknown,

    /// <summary>It does not.</summary>
    Blocked,
}

/// <summary>Why a call arrives, or does not.</summary>
public enum ReachReason
{
    /// <summary>No proxy on the server's side enforces anything.</summary>
    NoProxyEnforces,

    /// <summary>The server accepts what the caller sends.</summary>
    Accepted,

    /// <summary>Caller and server speak mutual TLS.</summary>
    MutualTls,

    /// <summary>The port bypasses the server's proxy.</summary>
    PortBypassesProxy,

    /// <summary>The caller has no proxy, and therefore no identity.</summary>
    CallerOutsideMesh,

    /// <summary>No headless Service covers the server's address, so that the caller's proxy passes plaintext through.</summary>
    NoHeadlessService,

    /// <summary>One pod behind the headless Service has no proxy, so that callers use plaintext for all.</summary>
    EndpointWithoutProxy,

    /// <summary>The mesh or namespace policy is DISABLE, so that callers assume plaintext.</summary>
    ClientInfersPlaintext,

    /// <summary>A DestinationRule sets another TLS mode than the server expects.</summary>
    DestinationRule,

    /// <summary>Clients use mutual TLS only where a DestinationRule says so, and none does.</summary>
    AutoMtlsOff,

    /// <summary>The caller's proxy refuses calls to what the mesh does not know, and a pod's address that no headless Service covers is that.</summary>
    NotInRegistry,

    /// <summary>The port is excluded on the caller's side only.</summary>
    OneSidedExclusion,

    /// <summary>The caller sends mutual TLS to a port that bypasses the server's proxy.</summary>
    MtlsToPlainPort,

    /// <summary>The caller sends mutual TLS to a port on which it is disabled (istio/istio#39439).</summary>
    MtlsToDisabledPort,

    /// <summary>One side has a sidecar, the other is ambient.</summary>
    MixedDataPlanes,

    /// <summary>What the policies mean together can't be told.</summary>
    PolicyUndecided,
}

/// <summary>Whether a call to a pod's address arrives, and why.</summary>
/// <param name="Reach">Whether it arrives.</param>
/// <param name="Reason">Why.</param>
public sealed record Reachability(Reach Reach, ReachReason Reason)
{
    /// <summary>Decides for one call. Only the server's side enforces; the caller's side decides what is sent.</summary>
    /// <param name="connection">The call.</param>
    public static Reachability Of(Connection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        if (connection is { RegistryOnly: true, Caller: DataPlane.Sidecar, OutboundExcluded: false } && !UsesService(connection)) return new(Reach.Blocked, ReachReason.NotInRegistry);
        return connection.Server switch
        {
            DataPlane.None => ToPlainServer(connection),
            DataPlane.Ambient => ToAmbientServer(connection),
            _ when connection.Mode == MtlsMode.Unreadable => new(Reach.Unknown, ReachReason.PolicyUndecided),
            _ when connection.Caller == DataPlane.Ambient => connection.Mode == MtlsMode.Strict && !connection.InboundExcluded
                ? new(Reach.Unknown, ReachReason.MixedDataPlanes)
                : new(Reach.Reachable, ReachReason.Accepted),
            _ => ToSidecar(connection),
        };
    }

    private static Reachability ToPlainServer(Connection connection)
        => UsesService(connection) && connection.Rule is ClientTlsMode.IstioMutual or ClientTlsMode.Simple or ClientTlsMode.Other
            ? new(connection.Rule == ClientTlsMode.IstioMutual ? Reach.Blocked : Reach.Unknown, ReachReason.DestinationRule)
            : new(Reach.Reachable, ReachReason.NoProxyEnforces);

    private static Reachability ToAmbientServer(Connection connection) => (connection.Ambient, connection.Caller) switch
    {
        (_, DataPlane.Ambient) => new(Reach.Reachable, ReachReason.MutualTls),
        (AmbientEnforcement.NotEnforced or AmbientEnforcement.Exempt, _) => new(Reach.Reachable, ReachReason.Accepted),
        (_, DataPlane.Sidecar) => new(Reach.Unknown, ReachReason.MixedDataPlanes),
        (AmbientEnforcement.DenyWithoutPrincipal, _) => new(Reach.Blocked, ReachReason.CallerOutsideMesh),
        _ => new(Reach.Unknown, ReachReason.PolicyUndecided),
    };

    private static Reachability ToSidecar(Connection connection)
    {
        if (UsesService(connection) && connection.Rule is ClientTlsMode.Simple or ClientTlsMode.Other)
        {
            // Without a client certificate no strict server lets anybody in; whether others speak TLS themselves is theirs.
            var refused = connection is { Rule: ClientTlsMode.Simple, Mode: MtlsMode.Strict, InboundExcluded: false };
            return new(refused ? Reach.Blocked : Reach.Unknown, ReachReason.DestinationRule);
        }

        var plaintext = WhyPlaintext(connection);
        if (connection.InboundExcluded)
        {
            return plaintext is null
                ? new(Reach.Blocked, ReachReason.MtlsToPlainPort)
                : new(Reach.Reachable, ReachReason.PortBypassesProxy);
        }

        return (connection.Mode, plaintext) switch
        {
            (MtlsMode.Strict, null) => new(Reach.Reachable, ReachReason.MutualTls),
            (MtlsMode.Strict, { } reason) => new(Reach.Blocked, reason),
            (MtlsMode.Disable, null) => new(Reach.Unknown, ReachReason.MtlsToDisabledPort),
            _ => new(Reach.Reachable, ReachReason.Accepted),
        };
    }

    private static ReachReason? WhyPlaintext(Connection connection) => connection switch
    {
        { Caller: DataPlane.None } => ReachReason.CallerOutsideMesh,
        { OutboundExcluded: true } => ReachReason.OneSidedExclusion,
        { Coverage: not CoverageGrade.Covers } => ReachReason.NoHeadlessService,
        { Rule: ClientTlsMode.Disable } => ReachReason.DestinationRule,
        { Rule: ClientTlsMode.IstioMutual } => null,
        { AutoMtls: false } => ReachReason.AutoMtlsOff,
        { Inferred: MtlsMode.Disable } => ReachReason.ClientInfersPlaintext,
        { AllEndpointsHaveProxies: false } => ReachReason.EndpointWithoutProxy,
        _ => null,
    };

    private static bool UsesService(Connection connection)
        => connection is { Caller: DataPlane.Sidecar, Coverage: CoverageGrade.Covers, OutboundExcluded: false };
}
