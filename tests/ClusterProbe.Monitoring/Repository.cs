using System.Runtime.CompilerServices;

namespace ClusterProbe.Monitoring;

/// <summary>The folder that this program was compiled from: what it makes is kept there.</summary>
public static class Repository
{
    /// <summary>A file or folder.</summary>
    /// <param name="path">Its path from the root.</param>
    public static string Locate(string path) => Path.Combine(Root(), path);

    /// <summary>A file's text.</summary>
    /// <param name="path">Its path from the root.</param>
    public static string Read(string path) => File.ReadAllText(Locate(path));

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../.."));
}
