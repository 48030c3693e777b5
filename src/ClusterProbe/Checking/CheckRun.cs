using System.Collections.Immutable;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Kubernetes;
using ClusterProbe.Kubernetes.Client;
using ClusterProbe.Kubernetes.Configuration;

namespace ClusterProbe.Checking;

/// <summary>One run: facts, checks, findings, reporters.</summary>
/// <param name="checks">The checks to run.</param>
/// <param name="terminal">What is printed where.</param>
/// <param name="time">The clock.</param>
internal sealed class CheckRun(ImmutableArray<Check> checks, Terminal terminal, TimeProvider time)
{
    private static readonly TimeSpan RecheckInterval = TimeSpan.FromSeconds(5);

    /// <summary>Checks a live cluster, again and again when it is to be waited for.</summary>
    /// <param name="connection">The cluster.</param>
    /// <param name="profile">What ready means.</param>
    /// <param name="settings">What was asked for.</param>
    /// <param name="simulated">Whether the cluster is a simulated one.</param>
    /// <param name="cancellationToken">Ends the run at once.</param>
    public async Task<ExitCode> LiveAsync(
        ClusterConnection connection, Profile profile, CheckSettings settings, bool simulated, CancellationToken cancellationToken)
    {
        using var http = ApiHttp.Create(connection);
        var giveUp = time.GetUtcNow() + settings.Wait.GetValueOrDefault();
        while (true)
        {
            var recorded = await CollectAsync(new ApiClient(http, time), connection.Name, profile, settings, cancellationToken).ConfigureAwait(false);
            recorded = recorded with { Facts = recorded.Facts with { Simulated = simulated } };
            var report = Evaluate(recorded, settings);
            if (report.ExitCode == ExitCode.Ready || time.GetUtcNow() + RecheckInterval > giveUp)
            {
                return await FinishAsync(report, recorded, settings, cancellationToken).ConfigureAwait(false);
            }

            terminal.Progress($"{time.GetLocalNow():HH:mm:ss} not ready yet: {Summary(report.Evaluation)}; next look in {RecheckInterval.TotalSeconds:0} s");
            await Task.Delay(RecheckInterval, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Evaluates facts that were recorded elsewhere.</summary>
    /// <param name="recorded">The facts.</param>
    /// <param name="settings">What was asked for.</param>
    /// <param name="cancellationToken">Ends the run at once.</param>
    public Task<ExitCode> OfflineAsync(RecordedFacts recorded, CheckSettings settings, CancellationToken cancellationToken)
        => FinishAsync(Evaluate(recorded, settings), recorded, settings, cancellationToken);

    private async Task<RecordedFacts> CollectAsync(
        ApiClient api, string source, Profile profile, CheckSettings settings, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var progress = terminal.ShowProgress($"reading {source}");
        var facts = await new FactCollection(time).CollectAsync(
            api, profile, checks.SelectMany(check => check.Needs).Append(FactKind.Server).Distinct(), source, settings.Timeout, progress, cancellationToken).ConfigureAwait(false);
        return new RecordedFacts(RecordedFacts.CurrentSchema, ProductVersion.Current, profile, facts)
        {
            Requests = api.RequestCount,
            Duration = time.GetElapsedTime(started),
        };
    }

    private Report Evaluate(RecordedFacts recorded, CheckSettings settings)
    {
        // Judged at the time of the facts, so that the same facts give the same findings whenever they are evaluated.
        var evaluation = CheckEngine.Evaluate(checks, new CheckContext(recorded.Facts, recorded.Profile, recorded.Facts.CollectedAt));
        return ReportFactory.Create(evaluation, recorded, settings);
    }

    private async Task<ExitCode> FinishAsync(Report report, RecordedFacts recorded, CheckSettings settings, CancellationToken cancellationToken)
    {
        if (settings.SaveFactsFile is { } file) await FactsFile.SaveAsync(recorded, file, cancellationToken).ConfigureAwait(false);
        terminal.Write(report, settings.Output);
        if (settings.FixesFolder is { } folder) terminal.WriteFixes(report, folder);
        return report.ExitCode;
    }

    private static string Summary(Evaluation evaluation)
        => $"{evaluation.Count(FindingStatus.Fail)} failed, {evaluation.Count(FindingStatus.Error)} not evaluated";
}
