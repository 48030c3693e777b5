namespace ClusterProbe.Checking;

/// <summary>The command line, the profile or the configuration is not usable. The message says what, where, and what would be.</summary>
/// <param name="message">For people; may have several lines.</param>
internal sealed class UsageException(string message) : Exception(message);
