using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Platforms;

namespace ClusterProbe.Checking;

/// <summary>Puts together what reporters get.</summary>
internal static class ReportFactory
{
    public static Report Create(Evaluation evaluation, RecordedFacts recorded, CheckSettings settings) => new()
    {
        ToolVersion = recorded.ToolVersion,
        ProfileName = recorded.Profile.Name,
        CollectedAt = recorded.Facts.CollectedAt,
        Source = recorded.Facts.Source,
        Simulated = recorded.Facts.Simulated,
        ServerVersion = recorded.Facts.Server.IsKnown(out var server) ? server.GitVersion : null,
        Platform = PlatformDetector.Detect(recorded.Facts).Summary,
        Evaluation = evaluation,
        ExitCode = ExitCodes.For(evaluation, settings.FailOnWarnings),
        Requests = recorded.Requests,
        Duration = recorded.Duration,
        Command = settings.CommandLine,
    };
}
