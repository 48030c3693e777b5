using System.CommandLine;
using System.Globalization;
using ClusterProbe.Core.Yaml;
using ClusterProbe.Simulator;
using ClusterProbe.Simulator.Scale;

namespace ClusterProbe.Benchmarks;

/// <summary>Serves a large simulated cluster from a process of its own, so that measuring a reader does not measure the server.</summary>
internal static class ServeCommand
{
    private const string Name = "scale";

    public static Command Create()
    {
        var nodes = new Option<int>("--nodes") { Description = "How many nodes.", DefaultValueFactory = _ => 1000 };
        var pods = new Option<int>("--pods-per-node") { Description = "How many pods run on each.", DefaultValueFactory = _ => 30 };
        var bytes = new Option<int>("--pod-bytes") { Description = "How large a pod is at least, in bytes of JSON.", DefaultValueFactory = _ => 3500 };
        var kubeConfig = new Option<FileInfo>("--kubeconfig") { Description = "Where to write the kubeconfig.", Required = true };
        var command = new Command("serve", "Serves a large simulated cluster until it is stopped.") { nodes, pods, bytes, kubeConfig };
        command.SetAction((result, cancellationToken) => RunAsync(
            ScaleScenario.Create(result.GetValue(nodes), result.GetValue(pods), result.GetValue(bytes)), result.GetValue(kubeConfig)!, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Scenario scenario, FileInfo kubeConfig, CancellationToken cancellationToken)
    {
        await using var server = await SimulatedApiServer.StartAsync(scenario, TimeProvider.System, cancellationToken: cancellationToken).ConfigureAwait(false);
        await File.WriteAllTextAsync(kubeConfig.FullName, KubeConfig(server.Uri), cancellationToken).ConfigureAwait(false);
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{server.Uri} process {Environment.ProcessId}")).ConfigureAwait(false);
        await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return 0;
    }

    /// <summary>A kubeconfig for a server that asks for no credentials of anybody.</summary>
    internal static string KubeConfig(Uri server) => YamlWriter.Write(
        ("apiVersion", "v1"),
        ("kind", "Config"),
        ("current-context", Name),
        ("clusters", Named("cluster", ("server", server.AbsoluteUri))),
        ("users", Named("user", ("token", "simulated"))),
        ("contexts", Named("context", ("cluster", Name), ("user", Name))));

    private static object[] Named(string kind, params (string Key, object Value)[] fields)
        => [new (string Key, object Value)[] { ("name", Name), (kind, fields) }];
}
