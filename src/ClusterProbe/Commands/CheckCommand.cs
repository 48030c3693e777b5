using System.CommandLine;
using ClusterProbe.Checking;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Kubernetes.Configuration;

namespace ClusterProbe.Commands;

/// <summary><c>clusterprobe check</c>: the main job.</summary>
internal static class CheckCommand
{
    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var shared = new CheckOptions();
        var cluster = new ClusterOptions();
        var profile = new Option<string?>("--profile") { Description = "What ready means: a ClusterReadiness document.", HelpName = "FILE" };
        var system = new Option<CiSystem?>("--for")
        {
            Description = $"The built-in profile: {string.Join(", ", ProfileNames.CiSystems.Keys)}. [default: harness]",
            HelpName = "CI-SYSTEM",
            CustomParser = result => CheckOptions.ParseName(result, ProfileNames.CiSystems),
        };
        var wait = new Option<TimeSpan?>("--wait")
        {
            Description = "Check again until the cluster is ready, for at most this long.",
            HelpName = "DURATION",
            CustomParser = result => CheckOptions.ParseDuration(result),
        };
        var facts = new Option<string?>("--facts") { Description = "Evaluate recorded facts instead of a cluster.", HelpName = "FILE" };
        var list = new Option<bool>("--list-checks") { Description = "List all checks with the permissions that they need." };

        var command = new Command("check", "Say whether CI builds will run on the cluster, what would stop them, and how to fix it. Changes nothing.")
        {
            profile, system, wait, facts, list,
        };
        foreach (var option in cluster.All.Concat(shared.All)) command.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(facts) is not null && (result.GetValue(wait) is not null || cluster.AreGiven(result)))
            {
                result.AddError("--facts evaluates a file: it goes with neither --wait, --context nor --kubeconfig.");
            }

            if (result.GetValue(profile) is not null && result.GetValue(system) is not null)
            {
                result.AddError("--for chooses a built-in profile: it does not go with --profile, which says its CI system itself.");
            }
        });
        command.SetAction(async (result, cancellationToken) =>
        {
            if (result.GetValue(list))
            {
                terminal.WriteCheckList();
                return (int)ExitCode.Ready;
            }

            var settings = shared.Read(result) with
            {
                ProfileFile = result.GetValue(profile),
                CiSystem = result.GetValue(system),
                Wait = result.GetValue(wait),
                FactsFile = result.GetValue(facts),
            };
            return (int)await RunAsync(settings, () => cluster.ConnectAsync(result, time, cancellationToken), terminal, time, cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private static async Task<ExitCode> RunAsync(
        CheckSettings settings, Func<Task<ClusterConnection>> connect, Terminal terminal, TimeProvider time, CancellationToken cancellationToken)
    {
        var run = new CheckRun(CheckSelection.Select(settings.Only, settings.Skip), terminal, time);
        if (settings.FactsFile is { } file)
        {
            var recorded = await FactsFile.LoadAsync(file, cancellationToken).ConfigureAwait(false);
            var chosen = settings.ProfileFile is null && settings.CiSystem is null ? recorded.Profile : ProfileSource.Load(settings);
            var profile = settings.Overrides.Apply(chosen, recorded.Profile.BuildNamespaces[0]);
            return await run.OfflineAsync(recorded with { Profile = profile }, settings, cancellationToken).ConfigureAwait(false);
        }

        var wanted = ProfileSource.Load(settings);
        var connection = await connect().ConfigureAwait(false);
        return await run.LiveAsync(connection, settings.Overrides.Apply(wanted, connection.Namespace), settings, simulated: false, cancellationToken).ConfigureAwait(false);
    }
}
