using System.CommandLine;
using ClusterProbe.Monitoring.Documents;

namespace ClusterProbe.Monitoring;

/// <summary>Writes the dashboards, the PrometheusRule and the page about metrics.</summary>
internal static class GenerateCommand
{
    public static Command Create()
    {
        var command = new Command("generate", "Writes the dashboards, the PrometheusRule and docs/metrics.md.");
        command.SetAction(_ =>
        {
            foreach (var (path, text) in Generated.Files()) File.WriteAllText(Repository.Locate(path), text);
        });
        return command;
    }
}
