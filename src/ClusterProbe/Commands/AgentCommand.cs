using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using ClusterProbe.Agent;
using ClusterProbe.Checking;
using ClusterProbe.Core.Findings;
using ClusterProbe.Kubernetes.Publishing.Reports;
using Microsoft.Extensions.Logging;

namespace ClusterProbe.Commands;

/// <summary><c>clusterprobe agent</c>: runs on every node, until it is told to stop.</summary>
internal static class AgentCommand
{
    /// <summary>The command's name.</summary>
    public const string Name = "agent";

    private static readonly IReadOnlyDictionary<string, LogLevel> LogLevels = new Dictionary<string, LogLevel>
    {
        ["debug"] = LogLevel.Debug,
        ["info"] = LogLevel.Information,
        ["warn"] = LogLevel.Warning,
        ["error"] = LogLevel.Error,
    };

    private static readonly IReadOnlyDictionary<string, PolicyReportFormat> PolicyReportFormats =
        Enum.GetValues<PolicyReportFormat>().ToDictionary(format => format.ToString().ToLowerInvariant());

    public static Command Create(TimeProvider time)
    {
        var node = FromEnvironment("--node-name", "NODE_NAME", "The node that the agent is on.");
        var @namespace = FromEnvironment("--namespace", "POD_NAMESPACE", "The namespace of the agents' Lease.");
        var pod = FromEnvironment("--pod-name", "POD_NAME", "The agent's pod.");
        var listen = new Option<IPEndPoint>("--listen")
        {
            Description = "Where metrics and the report are served. [default: 0.0.0.0:8080]",
            HelpName = "ADDRESS",
            CustomParser = ParseAddress,
        };
        var cycle = Interval("--cycle", "How often the leader checks the cluster. [default: 2m]");
        var nodeInterval = Interval("--node-interval", "How often the node is looked at. [default: 1m]");
        var logLevel = new Option<LogLevel?>("--log-level")
        {
            Description = $"The least severe log lines: {string.Join(", ", LogLevels.Keys)}. [default: info]",
            HelpName = "LEVEL",
            CustomParser = result => CheckOptions.ParseName(result, LogLevels),
        };
        var nodeCondition = new Option<bool>("--node-condition") { Description = "Let the leader set the condition CIBuildReady on each node." };
        var policyReports = new Option<PolicyReportFormat?>("--policy-reports")
        {
            Description = $"Let the leader write policy reports: {string.Join(" or ", PolicyReportFormats.Keys)}.",
            HelpName = "FORMAT",
            CustomParser = result => CheckOptions.ParseName(result, PolicyReportFormats),
        };
        var cluster = new ClusterOptions(otherwise: " Default: the pod's ServiceAccount.");

        var command = new Command(Name, "Watch one node, and the cluster when elected leader: metrics, ClusterReadiness status, a report page. Made to run as a DaemonSet.")
        {
            node, @namespace, pod, listen, cycle, nodeInterval, logLevel, nodeCondition, policyReports,
        };
        foreach (var option in cluster.All) command.Add(option);
        command.SetAction(async (result, cancellationToken) =>
        {
            var options = new AgentOptions
            {
                Version = ProductVersion.Current,
                NodeName = Required(result, node, "NODE_NAME"),
                Namespace = result.GetValue(@namespace) ?? "clusterprobe",
                PodName = result.GetValue(pod) ?? Required(result, node, "NODE_NAME"),
                PodUid = Environment.GetEnvironmentVariable("POD_UID") ?? "",
                Listen = result.GetValue(listen) ?? new IPEndPoint(IPAddress.Any, 8080),
                Cycle = result.GetValue(cycle) ?? TimeSpan.FromMinutes(2),
                NodeInterval = result.GetValue(nodeInterval) ?? TimeSpan.FromMinutes(1),
                LogLevel = result.GetValue(logLevel) ?? LogLevel.Information,
                NodeCondition = result.GetValue(nodeCondition),
                PolicyReports = result.GetValue(policyReports),
                DefaultProfileFile = Environment.GetEnvironmentVariable("CLUSTERPROBE_DEFAULT_PROFILE"),
                OtlpEndpoint = Uri.TryCreate(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT"), UriKind.Absolute, out var endpoint) ? endpoint : null,
            };
            var connection = await cluster.ConnectAsync(result, time, cancellationToken).ConfigureAwait(false);
            await AgentHost.RunAsync(options, connection, time, cancellationToken).ConfigureAwait(false);
            return (int)ExitCode.Ready;
        });
        return command;
    }

    private static Option<string?> FromEnvironment(string name, string variable, string description) => new(name)
    {
        Description = $"{description} Default: the environment variable {variable}.",
        HelpName = "NAME",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null,
    };

    private static Option<TimeSpan?> Interval(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "DURATION",
        CustomParser = result =>
        {
            var interval = CheckOptions.ParseDuration(result);
            if (interval < TimeSpan.FromSeconds(1)) result.AddError($"{name} must be at least 1s.");
            return interval;
        },
    };

    private static string Required(ParseResult result, Option<string?> option, string variable)
        => result.GetValue(option) ?? throw new UsageException($"{option.Name} is required where the environment variable {variable} is not set.");

    private static IPEndPoint? ParseAddress(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (IPEndPoint.TryParse(text.StartsWith(':') ? $"0.0.0.0{text}" : text, out var address) && text.Contains(':', StringComparison.Ordinal)) return address;
        result.AddError($"\"{text}\" is not ADDRESS:PORT, such as 0.0.0.0:8080 or [::]:8080.");
        return null;
    }
}
