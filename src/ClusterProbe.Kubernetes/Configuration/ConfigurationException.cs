namespace ClusterProbe.Kubernetes.Configuration;

/// <summary>The configuration does not lead to a cluster. The message says what is wrong, where, and what to do next.</summary>
/// <param name="message">For people.</param>
public sealed class ConfigurationException(string message) : Exception(message);

/// <summary>No credential could be had for a request. The message names the source and carries no secret.</summary>
/// <param name="message">For people.</param>
public sealed class CredentialException(string message) : Exception(message);
