namespace ClusterProbe.Core.Nodes.Parsing;

/// <summary>Reads <c>/proc/self/uid_map</c>.</summary>
public static class UidMap
{
    private static readonly string[] Identity = ["0", "0", "4294967295"];

    /// <summary>Whether the process is in a user namespace of its own: not every user of the node is mapped to itself.</summary>
    /// <param name="text">The file's content.</param>
    public static bool? IsNested(string text)
        => ProcText.Lines(text).Select(ProcText.Columns).ToArray() is [{ Length: 3 } first, .. var rest]
            ? rest.Length > 0 || !first.SequenceEqual(Identity)
            : null;
}
