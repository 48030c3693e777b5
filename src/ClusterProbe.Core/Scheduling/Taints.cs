using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Scheduling;

/// <summary>Which taints keep a pod away from a node.</summary>
/// <remarks>component-helpers <c>corev1.FindMatchingUntoleratedTaint</c> and <c>Toleration.ToleratesTaint</c>.</remarks>
public static class Taints
{
    private static readonly Taint Cordon = new("node.kubernetes.io/unschedulable", "", "NoSchedule");

    /// <summary>The first taint that the tolerations do not cover and that blocks; <c>PreferNoSchedule</c> does not. Null for none.</summary>
    /// <param name="taints">The node's taints.</param>
    /// <param name="tolerations">The pod's tolerations.</param>
    public static Taint? FirstUntolerated(IEnumerable<Taint> taints, IReadOnlyList<Toleration> tolerations)
        => taints.FirstOrDefault(taint => taint.Effect is "NoSchedule" or "NoExecute" && !tolerations.Any(toleration => Tolerates(toleration, taint)));

    /// <summary>Whether a pod goes to cordoned nodes: when it tolerates the taint that they usually have, even where they do not have it.</summary>
    /// <param name="tolerations">The pod's tolerations.</param>
    public static bool ToleratesCordon(IEnumerable<Toleration> tolerations) => tolerations.Any(toleration => Tolerates(toleration, Cordon));

    /// <summary>Whether one toleration covers a taint. The numeric operators are off by default, and cover nothing.</summary>
    private static bool Tolerates(Toleration toleration, Taint taint)
        => (toleration.Effect.Length == 0 || toleration.Effect == taint.Effect)
            && (toleration.Key.Length == 0 || toleration.Key == taint.Key)
            && toleration.Operator switch
            {
                "" or "Equal" => toleration.Value == taint.Value,
                "Exists" => true,
                _ => false,
            };
}
