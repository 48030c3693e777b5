using System.CommandLine;
using ClusterProbe.Checking;
using ClusterProbe.Commands;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Text;
using ClusterProbe.Kubernetes.Configuration;

var terminal = Terminal.ForConsole();
var root = new RootCommand("Know before the first build fails: what would stop CI builds on this Kubernetes cluster, and the YAML that fixes it.")
{
    CheckCommand.Create(terminal, TimeProvider.System),
    DemoCommand.Create(terminal, TimeProvider.System),
    AgentCommand.Create(TimeProvider.System),
    ExplainCommand.Create(terminal),
    ClearNodeConditionsCommand.Create(terminal, TimeProvider.System),
};
var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors) terminal.Error(error.Message);
    foreach (var word in parsed.UnmatchedTokens)
    {
        if (NearestName.Find(word, Words(parsed.CommandResult.Command)) is { } nearest) terminal.Error($"Did you mean {nearest}?");
    }

    terminal.Error($"See: clusterprobe {(parsed.CommandResult.Command == root ? "" : parsed.CommandResult.Command.Name + " ")}--help");
    return (int)ExitCode.Usage;
}

try
{
    // A check ends at once. An agent gives its leadership back and sends its telemetry first.
    var endsByItself = parsed.CommandResult.Command.Name == AgentCommand.Name;
    return await parsed.InvokeAsync(new InvocationConfiguration
    {
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = endsByItself ? TimeSpan.FromSeconds(25) : TimeSpan.FromSeconds(2),
    }).ConfigureAwait(false);
}
catch (Exception exception) when (exception is UsageException or ConfigurationException)
{
    terminal.Error(exception.Message);
    return (int)ExitCode.Usage;
}
catch (OperationCanceledException)
{
    terminal.Error("Interrupted.");
    return 130;
}
catch (Exception exception)
{
    var cause = exception.GetBaseException();
    terminal.Error($"Internal error, please report it: {cause.GetType().Name}: {cause.Message}");
    return (int)ExitCode.InternalError;
}

static IEnumerable<string> Words(Command command)
    => command.Subcommands.Select(subcommand => subcommand.Name).Concat(command.Options.SelectMany(option => option.Aliases.Prepend(option.Name)));
