using System.Collections.Immutable;

namespace ClusterProbe.Simulator;

/// <summary>Who a request comes from, or a review asks about.</summary>
/// <param name="User">The user name.</param>
/// <param name="Groups">The groups.</param>
internal sealed record Caller(string User, ImmutableArray<string> Groups);
