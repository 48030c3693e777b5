namespace ClusterProbe.Core.Mesh;

/// <summary>What carries a pod's traffic.</summary>
public enum DataPlane
{
    /// <summary>No mesh.</summary>
    None,

    /// <summary>A sidecar of its own.</summary>
    Sidecar,

    /// <summary>The node proxy of an ambient mesh.</summary>
    Ambient,
}

/// <summary>A call of a pod to another pod's address and port, with all that decides whether it arrives.</summary>
/// <param name="Caller">What carries the caller's traffic.</param>
/// <param name="Server">What carries the server's traffic.</param>
public sealed record Connection(DataPlane Caller, DataPlane Server)
{
    /// <summary>The mode that the server's sidecar enforces on the port.</summary>
    public MtlsMode Mode { get; init; } = MtlsMode.Permissive;

    /// <summary>What the server's node proxy enforces on the port.</summary>
    public AmbientEnforcement Ambient { get; init; }

    /// <summary>The mode that the caller assumes for the Service.</summary>
    public MtlsMode Inferred { get; init; } = MtlsMode.Permissive;

    /// <summary>How far a headless Service covers the server.</summary>
    public CoverageGrade Coverage { get; init; }

    /// <summary>Whether all pods behind that Service have a proxy: one without makes callers use plaintext for all.</summary>
    public bool AllEndpointsHaveProxies { get; init; } = true;

    /// <summary>The TLS mode that a DestinationRule sets for that Service.</summary>
    public ClientTlsMode Rule { get; init; }

    /// <summary>Whether callers use mutual TLS by themselves.</summary>
    public bool AutoMtls { get; init; } = true;

    /// <summary>Whether the caller's sidecar refuses calls to what the mesh does not know.</summary>
    public bool RegistryOnly { get; init; }

    /// <summary>Whether the port bypasses the server's sidecar.</summary>
    public bool InboundExcluded { get; init; }

    /// <summary>Whether the port bypasses the caller's sidecar.</summary>
    public bool OutboundExcluded { get; init; }
}
