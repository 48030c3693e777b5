namespace ClusterProbe.Core.Nodes;

/// <summary>Names the first of many nodes.</summary>
internal static class NodeNames
{
    /// <summary>The first names, and how many nodes there are besides.</summary>
    /// <param name="names">The names, or the first of them.</param>
    /// <param name="most">How many to name.</param>
    /// <param name="count">How many nodes there are.</param>
    public static string First(IEnumerable<string> names, int most, int count)
        => string.Join(", ", names.Take(most)) + (count > most ? $" and {count - most} more" : "");
}
