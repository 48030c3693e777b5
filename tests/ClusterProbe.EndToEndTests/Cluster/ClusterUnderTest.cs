namespace ClusterProbe.EndToEndTests.Cluster;

/// <summary>The cluster with real kubelets and containers that the tests run on.</summary>
internal static class ClusterUnderTest
{
    private const string HowToGet =
        "No cluster with real pods: CLUSTERPROBE_E2E_KUBECONFIG names no kubeconfig. scripts/kind-test.sh creates a cluster and runs these tests; it needs Docker.";

    /// <summary>Its kubeconfig. Without one the tests are skipped, or fail where CLUSTERPROBE_E2E_REQUIRED=true says that they must run.</summary>
    public static string KubeConfig
    {
        get
        {
            if (Variable("CLUSTERPROBE_E2E_KUBECONFIG") is { } path && File.Exists(path)) return path;
            if (Variable("CLUSTERPROBE_E2E_REQUIRED") == "true") Assert.Fail(HowToGet);
            Assert.Ignore(HowToGet);
            return "";
        }
    }

    /// <summary>The program kubectl.</summary>
    public static string Kubectl => Variable("KUBECTL") ?? "kubectl";

    /// <summary>The program docker, in whose containers the nodes run.</summary>
    public static string Docker => Variable("DOCKER") ?? "docker";

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
