using System.Runtime.CompilerServices;

namespace ClusterProbe.EndToEndTests.Cluster;

/// <summary>The manifests that are shipped.</summary>
internal static class Manifests
{
    /// <summary>What <c>kubectl apply -f</c> installs.</summary>
    public static string Install => Path.GetFullPath(Path.Combine(Root(), "../../../manifests/install.yaml"));

    private static string Root([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
