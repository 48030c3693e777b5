using System.Runtime.CompilerServices;

namespace ClusterProbe.IntegrationTests.Installation;

/// <summary>The manifests that are shipped.</summary>
internal static class Manifests
{
    /// <summary>What <c>kubectl apply -f</c> installs.</summary>
    public static string Install => PathOf("install.yaml");

    /// <summary>The full path of a file or folder.</summary>
    public static string PathOf(string name) => Path.GetFullPath(Path.Combine(Root(), "../../../manifests", name));

    private static string Root([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
