using System.Runtime.CompilerServices;

namespace ClusterProbe.UnitTests.Reporting;

/// <summary>Compares output with the file that holds what it should be. UPDATE_GOLDEN=1 rewrites the files, for review as a diff.</summary>
internal static class Golden
{
    public static void Verify(string name, string actual)
    {
        var path = Path.Combine(Folder(), name);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") File.WriteAllText(path, actual);
        Assert.That(actual, Is.EqualTo(File.ReadAllText(path)), path);
    }

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Golden");
}
