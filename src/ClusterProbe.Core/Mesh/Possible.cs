using System.Collections.Immutable;
using ClusterProbe.Core.Facts;

namespace ClusterProbe.Core.Mesh;

/// <summary>What something may be: one value when it is known, otherwise all that it could be, and why it is not known.</summary>
/// <typeparam name="T">What it is.</typeparam>
/// <param name="Values">The values, the likeliest first.</param>
/// <param name="Cause">Why it is not known; null when it is.</param>
internal sealed record Possible<T>(ImmutableArray<T> Values, UnknownCause? Cause = null)
{
    /// <summary>A known value.</summary>
    /// <param name="value">The value.</param>
    public Possible(T value)
        : this([value])
    {
    }
}
