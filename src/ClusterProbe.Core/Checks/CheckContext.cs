using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Checks;

/// <summary>All that a check may look at.</summary>
/// <param name="Facts">What was learned about the cluster.</param>
/// <param name="Profile">What ready means.</param>
/// <param name="Now">The time to judge ages and expiry by.</param>
public sealed record CheckContext(ClusterFacts Facts, Profile Profile, DateTimeOffset Now);
