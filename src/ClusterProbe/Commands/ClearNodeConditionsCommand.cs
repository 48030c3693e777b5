using System.CommandLine;
using ClusterProbe.Checking;
using ClusterProbe.Core.Findings;
using ClusterProbe.Kubernetes.Client;
using ClusterProbe.Kubernetes.Configuration;
using ClusterProbe.Kubernetes.Publishing.Nodes;

namespace ClusterProbe.Commands;

/// <summary><c>clusterprobe clear-node-conditions</c>: takes away what an uninstallation by kubectl can't, because it is a part of objects that stay.</summary>
internal static class ClearNodeConditionsCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var cluster = new ClusterOptions();
        var command = new Command("clear-node-conditions", $"Take the condition {NodeConditionPublisher.ConditionType} off every node, after the agents that set it were deleted.");
        foreach (var option in cluster.All) command.Add(option);
        command.SetAction(async (result, cancellationToken) =>
        {
            using var limit = new CancellationTokenSource(Limit, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            using var http = ApiHttp.Create(await cluster.ConnectAsync(result, time, cancellationToken).ConfigureAwait(false));
            return (int)await ClearAsync(new NodeConditionPublisher(new ApiClient(http, time), time), terminal, either.Token).ConfigureAwait(false);
        });
        return command;
    }

    private static async Task<ExitCode> ClearAsync(NodeConditionPublisher publisher, Terminal terminal, CancellationToken cancellationToken)
    {
        var (cleared, failed) = (0, 0);
        await foreach (var (node, outcome) in publisher.RemoveAsync(cancellationToken).ConfigureAwait(false))
        {
            if (outcome.Error is { } error)
            {
                failed++;
                terminal.Error($"{node}: the condition {NodeConditionPublisher.ConditionType} is not removed: {error.Message}");
            }
            else
            {
                cleared++;
                terminal.Line($"{node}: condition {NodeConditionPublisher.ConditionType} removed");
            }
        }

        if ((cleared, failed) == (0, 0)) terminal.Line($"No node has the condition {NodeConditionPublisher.ConditionType}.");
        return failed == 0 ? ExitCode.Ready : ExitCode.Unknown;
    }
}
