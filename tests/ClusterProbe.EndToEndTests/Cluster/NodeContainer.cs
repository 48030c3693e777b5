namespace ClusterProbe.EndToEndTests.Cluster;

/// <summary>A node from its host's side: the container that it runs in. It has the node's name.</summary>
internal static class NodeContainer
{
    /// <summary>Runs a shell command on a node.</summary>
    public static async Task<string> ShellAsync(string node, string command)
        => (await Command.RunAsync(ClusterUnderTest.Docker, ["exec", node, "sh", "-c", command])).EnsureSuccess().Trim();

    /// <summary>Stops every process of a node, as when a machine hangs, until the result is disposed of.</summary>
    public static async Task<IAsyncDisposable> PauseAsync(string node)
    {
        (await Command.RunAsync(ClusterUnderTest.Docker, ["pause", node])).EnsureSuccess();
        return new Unpause(node);
    }

    private sealed class Unpause(string node) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => (await Command.RunAsync(ClusterUnderTest.Docker, ["unpause", node])).EnsureSuccess();
    }
}
