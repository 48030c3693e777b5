using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Agent.Nodes;

/// <summary>An endpoint that a profile names.</summary>
/// <param name="Profile">The profile's name.</param>
/// <param name="Endpoint">The endpoint.</param>
public sealed record EndpointTarget(string Profile, BuildEndpoint Endpoint);
