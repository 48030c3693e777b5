namespace ClusterProbe.Core.Mesh;

/// <summary>What the caller's side of a call goes through.</summary>
/// <param name="Scope">What the caller's proxy knows of the mesh.</param>
/// <param name="RegistryOnly">Whether the proxy refuses calls to what it does not know.</param>
/// <param name="Bypassed">Whether the call bypasses the proxy.</param>
internal sealed record Egress(SidecarScope Scope, bool RegistryOnly, bool Bypassed);
