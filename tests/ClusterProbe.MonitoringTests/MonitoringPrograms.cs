using ClusterProbe.Monitoring.Servers;

namespace ClusterProbe.MonitoringTests;

/// <summary>The programs that the tests of this category need.</summary>
internal static class MonitoringPrograms
{
    /// <summary>The category.</summary>
    public const string Category = "Prometheus";

    private const string HowToGet = "No prometheus, promtool and alertmanager on the PATH: apt-get install prometheus prometheus-alertmanager.";

    /// <summary>Skips the test where they are missing; where skipping would hide that nothing is tested (CI=true), it fails.</summary>
    public static void Require()
    {
        if (MonitoringProgram.Find("prometheus") is not null && MonitoringProgram.Find("promtool") is not null && Alertmanager.Find() is not null) return;
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(HowToGet);
        Assert.Ignore(HowToGet);
    }
}
