using ClusterProbe.Monitoring.Servers;

namespace ClusterProbe.MonitoringTests;

/// <summary>The programs that the tests of this category need.</summary>
internal static class MonitoringPrograms
{
    /// <summary>The category.</summary>
    public const string Category = "Prometheus";

    /// <summary>Skips the test where they are missing; where skipping would hide that nothing is tested (CI=true), it fails.</summary>
    public static void Require()
    {
        if (MonitoringProgram.Missing is not { } missing) return;
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(missing);
        Assert.Ignore(missing);
    }
}
