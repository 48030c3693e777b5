using System.Collections.Immutable;
using ClusterProbe.Core.Autoscaling;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Platforms;

namespace ClusterProbe.Core.Scheduling;

/// <summary>What can add a node when none has room: no free node now does not mean that builds can't run.</summary>
internal static class ElasticCapacity
{
    /// <summary>The name of what can add nodes; null when nothing is known to.</summary>
    /// <param name="facts">The facts.</param>
    public static string? Source(ClusterFacts facts)
    {
        ImmutableArray<string> names =
        [
            .. NodeSupply.Of(facts.Autoscaling, facts.CollectedAt).Where(supply => supply.State == NodeSupplyState.Available).Select(supply => supply.Name),
            .. PlatformDetector.Detect(facts) is { Kind: PlatformKind.GkeAutopilot or PlatformKind.EksAutoMode or PlatformKind.EksFargate or PlatformKind.AksAutomatic } platform ? [platform.Name] : Array.Empty<string>(),
        ];
        return names.IsEmpty ? null : SlotsText.Names(names);
    }

    /// <summary>Why it is not known whether something can; null when it is.</summary>
    /// <param name="facts">The facts.</param>
    public static UnknownCause? WhyUnknown(ClusterFacts facts)
        => facts.Autoscaling.ClusterAutoscaler.IsUnknown(out var cause) || facts.Autoscaling.NodePools.IsUnknown(out cause) ? cause : null;
}
