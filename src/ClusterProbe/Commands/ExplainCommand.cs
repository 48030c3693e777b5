using System.CommandLine;
using ClusterProbe.Checking;
using ClusterProbe.Core.Findings;

namespace ClusterProbe.Commands;

/// <summary><c>clusterprobe explain CODE</c>: a check's documentation.</summary>
internal static class ExplainCommand
{
    public static Command Create(Terminal terminal)
    {
        var code = new Argument<string>("CODE") { Description = "The check's code, such as CP1001." };
        var command = new Command("explain", "Print what a check means, how to confirm it by hand, how to fix it and how to waive it.") { code };
        command.SetAction(result =>
        {
            terminal.WriteDocumentation(CheckSelection.Find(result.GetRequiredValue(code)));
            return (int)ExitCode.Ready;
        });
        return command;
    }
}
