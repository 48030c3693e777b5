using System.CommandLine;
using ClusterProbe.Checking;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Text;
using ClusterProbe.Kubernetes.Configuration;
using ClusterProbe.Simulator;

namespace ClusterProbe.Commands;

/// <summary><c>clusterprobe demo [SCENARIO]</c>: the main job on a simulated API server in this process.</summary>
internal static class DemoCommand
{
    private const string DefaultScenario = "restricted";

    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var shared = new CheckOptions();
        var name = new Argument<string>("SCENARIO")
        {
            Description = $"One of {string.Join(", ", Scenario.Names)}.",
            Arity = ArgumentArity.ZeroOrOne,
            DefaultValueFactory = _ => DefaultScenario,
        };
        var list = new Option<bool>("--list") { Description = "List the scenarios." };
        var command = new Command("demo", "Run the same check against a simulated cluster in this process: no cluster needed.") { name, list };
        foreach (var option in shared.All) command.Add(option);
        command.SetAction(async (result, cancellationToken) =>
        {
            if (result.GetValue(list))
            {
                foreach (var scenario in Scenario.All) terminal.Line($"{scenario.Name,-14} {scenario.Description}");
                return (int)ExitCode.Ready;
            }

            return (int)await RunAsync(result.GetRequiredValue(name), shared.Read(result), terminal, time, cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private static async Task<ExitCode> RunAsync(string name, CheckSettings settings, Terminal terminal, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!Scenario.TryGet(name, out var scenario)) throw new UsageException($"There is no scenario \"{name}\"{NearestName.Hint(name, Scenario.Names)}");
        var profile = settings.Overrides.Apply(ProfileSource.Parse($"demo {name}", scenario.Profile), defaultNamespace: "default");
        await using var server = await SimulatedApiServer.StartAsync(scenario, time, cancellationToken: cancellationToken).ConfigureAwait(false);
        var connection = new ClusterConnection { Name = scenario.Name, Server = server.Uri };
        return await new CheckRun(CheckSelection.Select(settings.Only, settings.Skip), terminal, time)
            .LiveAsync(connection, profile, settings, simulated: true, cancellationToken)
            .ConfigureAwait(false);
    }
}
