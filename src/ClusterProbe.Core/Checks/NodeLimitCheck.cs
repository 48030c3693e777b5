using System.Collections.Immutable;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Nodes;

namespace ClusterProbe.Core.Checks;

/// <summary>A check on a limit of the kernel that builds on a node share: below a number it is warned about.</summary>
internal abstract class NodeLimitCheck : NodeCheck
{
    private const string High = nameof(High);
    private const string Low = nameof(Low);

    /// <inheritdoc/>
    protected sealed override ImmutableArray<string> OwnReasons => [High, Low];

    /// <summary>The sysctl key, such as <c>fs.inotify.max_user_instances</c>.</summary>
    protected abstract string Key { get; }

    /// <summary>The least that is not warned about.</summary>
    protected abstract long Enough { get; }

    /// <summary>The value to set.</summary>
    protected abstract long Advised { get; }

    /// <summary>What happens when it runs out, as a sentence.</summary>
    protected abstract string Consequence { get; }

    /// <summary>The limit that was read.</summary>
    /// <param name="facts">What was learned on the node.</param>
    protected abstract Reading<long> Limit(NodeFacts facts);

    /// <inheritdoc/>
    public sealed override Finding Evaluate(NodeFacts facts, Subject node)
    {
        var reading = Limit(facts);
        if (!reading.IsKnown(out var limit)) return NotKnown(node, reading);
        return limit >= Enough
            ? Pass(node, High, $"{Key} is {limit}.")
            : Caution(node, Low, $"{Key} is {limit}. {Consequence}", $"Set {Key}={Advised} on the node (sysctl, in the node image or by a privileged DaemonSet): it can't be set for a pod.");
    }
}
