namespace ClusterProbe.Core.Nodes.Parsing;

/// <summary>Reads <c>/proc/self/cgroup</c>.</summary>
public static class CgroupText
{
    /// <summary>Which hierarchies there are: <c>0::/path</c> is version 2's, a line with another number is one of version 1.</summary>
    /// <param name="text">The file's content.</param>
    public static CgroupMode? Mode(string text)
    {
        var (unified, numbered) = (false, false);
        foreach (var line in ProcText.Lines(text))
        {
            if (line.StartsWith("0::", StringComparison.Ordinal)) unified = true;
            else if (line.Split(':') is [var number, _, ..] && ProcText.Number(number) > 0) numbered = true;
        }

        return (unified, numbered) switch
        {
            (true, false) => CgroupMode.V2,
            (true, true) => CgroupMode.Hybrid,
            (false, true) => CgroupMode.V1,
            _ => null,
        };
    }
}

/// <summary>Which version of control groups a node uses.</summary>
public enum CgroupMode
{
    /// <summary>Version 1 only.</summary>
    V1,

    /// <summary>Version 1, with version 2 mounted beside it without controllers: to be treated as version 1.</summary>
    Hybrid,

    /// <summary>Version 2 only.</summary>
    V2,
}
