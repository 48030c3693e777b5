using System.Collections.Immutable;

namespace ClusterProbe.Reporting.Fixes;

/// <summary>A directory of fixes for <c>kubectl apply -f DIR</c>.</summary>
public static class FixDirectory
{
    /// <summary>Writes the files, each of them whole or not at all.</summary>
    /// <param name="directory">The directory; it is created when it is missing.</param>
    /// <param name="plan">What to write.</param>
    /// <exception cref="IOException">A file of such a name exists that ClusterProbe did not write (nothing is written), or the directory can't be used.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory may not be written to.</exception>
    public static FixesWritten Write(string directory, FixPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        Directory.CreateDirectory(directory);
        if (plan.Files.Select(file => Path.Combine(directory, file.Name)).FirstOrDefault(path => Exists(path) && !IsOurs(path)) is { } foreign)
            throw new IOException($"{foreign} exists and was not written by clusterprobe; move it away or choose another directory");

        if (plan.Files.Any(file => file.IsOptional)) Directory.CreateDirectory(Path.Combine(directory, FixFile.OptionalFolder));
        foreach (var file in plan.Files) Replace(Path.Combine(directory, file.Name), file.Content);
        ImmutableArray<string> PathsOf(bool optional) => [.. plan.Files.Where(file => file.IsOptional == optional).Select(file => Path.Combine(directory, file.Name))];
        var (required, additional) = (PathsOf(optional: false), PathsOf(optional: true));
        return new FixesWritten(
            required,
            additional,
            [.. new[] { directory, Path.Combine(directory, FixFile.OptionalFolder) }
                .Where(Directory.Exists)
                .SelectMany(folder => Directory.EnumerateFiles(folder, "CP*.yaml"))
                .Where(path => !required.Contains(path) && !additional.Contains(path) && IsOurs(path))
                .Order(StringComparer.Ordinal)]);
    }

    private static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);

    private static bool IsOurs(string path)
    {
        if (Directory.Exists(path)) return false;
        using var reader = new StreamReader(path);
        var start = new char[FixPlanner.Header.Length];
        return reader.ReadBlock(start) == start.Length && start.AsSpan().SequenceEqual(FixPlanner.Header);
    }

    /// <summary>kubectl reads only .yaml, .yml and .json files, so one that is not finished is never applied.</summary>
    private static void Replace(string path, string content)
    {
        var unfinished = $"{path}.unfinished";
        try
        {
            File.WriteAllText(unfinished, content);
            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}

/// <summary>What was written.</summary>
/// <param name="Required">The paths of the files with fixes that the profile requires, in the order in which kubectl applies them.</param>
/// <param name="Optional">The paths of the files with the other fixes, in a folder of their own.</param>
/// <param name="LeftFromBefore">Files of an earlier run in the directory that no finding asks for now; <c>kubectl apply -f</c> would apply them too.</param>
public sealed record FixesWritten(ImmutableArray<string> Required, ImmutableArray<string> Optional, ImmutableArray<string> LeftFromBefore);
