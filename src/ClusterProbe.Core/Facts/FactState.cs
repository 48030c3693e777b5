namespace ClusterProbe.Core.Facts;

/// <summary>The three things that can be said about a fact. Unknown is the zero value on purpose.</summary>
public enum FactState
{
    /// <summary>Nothing can be said.</summary>
    Unknown,

    /// <summary>There is no such thing.</summary>
    Absent,

    /// <summary>The value is known.</summary>
    Known,
}
