using System.Collections.Concurrent;

namespace ClusterProbe.Agent.Web;

/// <summary>Whether the agent's loops turn. An API server that is down does not stop them: restarting the agent would not bring it back.</summary>
/// <param name="time">The clock.</param>
public sealed class Liveness(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, (long At, TimeSpan Limit)> _beats = new(StringComparer.Ordinal);
    private volatile bool _ready;

    /// <summary>Whether the node has been evaluated at least once.</summary>
    public bool IsReady => _ready;

    /// <summary>Says that the node has been evaluated.</summary>
    public void BecomeReady() => _ready = true;

    /// <summary>Says that a loop turns.</summary>
    /// <param name="loop">The loop's name.</param>
    /// <param name="limit">How long it can take until it says so again.</param>
    public void Beat(string loop, TimeSpan limit) => _beats[loop] = (time.GetTimestamp(), limit);

    /// <summary>Says that a loop has ended.</summary>
    /// <param name="loop">The loop's name.</param>
    public void End(string loop) => _beats.TryRemove(loop, out _);

    /// <summary>The loops that should have turned by now and have not.</summary>
    public IReadOnlyList<string> Stuck()
        => [.. _beats.Where(beat => time.GetElapsedTime(beat.Value.At) > beat.Value.Limit).Select(beat => beat.Key).Order(StringComparer.Ordinal)];
}
