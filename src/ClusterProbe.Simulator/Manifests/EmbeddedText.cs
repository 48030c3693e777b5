using System.Reflection;

namespace ClusterProbe.Simulator.Manifests;

/// <summary>Reads the files that this assembly carries.</summary>
internal static class EmbeddedText
{
    private static readonly Assembly Assembly = typeof(EmbeddedText).Assembly;

    /// <summary>The names of the files in a folder, without folder and extension, in order.</summary>
    public static IEnumerable<string> NamesIn(string folder)
        => Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(folder + "/", StringComparison.Ordinal))
            .Select(name => name[(folder.Length + 1)..])
            .Order(StringComparer.Ordinal);

    /// <summary>A file's text.</summary>
    /// <param name="name">Folder and name, such as <c>scenarios/ready</c>.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static string Read(string name)
    {
        using var stream = Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException($"there is no {name} in the assembly");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
