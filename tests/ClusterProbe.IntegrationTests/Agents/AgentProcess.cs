using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace ClusterProbe.IntegrationTests.Agents;

/// <summary>An agent in a process of its own, as on a node. It is gone when this process is, however that ends.</summary>
internal sealed class AgentProcess : IAsyncDisposable
{
    /// <summary>Says the agent's process id, and kills it when standard input closes.</summary>
    private const string Keeper = """
        set -m
        "$@" >&2 </dev/null &
        echo $!
        cat >/dev/null
        kill -CONT $! 2>/dev/null
        kill -KILL $! 2>/dev/null
        wait
        """;

    private readonly Process _shell;
    private readonly StringBuilder _log = new();

    private AgentProcess(Process shell, int id, string node)
    {
        (_shell, Id, Node) = (shell, id, node);
        _shell.ErrorDataReceived += (_, line) =>
        {
            lock (_log) _log.AppendLine(line.Data);
        };
        _shell.BeginErrorReadLine();
    }

    /// <summary>The process.</summary>
    public int Id { get; }

    /// <summary>The node that it is on; its pod is named after it.</summary>
    public string Node { get; }

    /// <summary>Where it serves; known once it has started.</summary>
    public HttpClient Http { get; } = new() { Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>What it has logged.</summary>
    public string Log
    {
        get
        {
            lock (_log) return _log.ToString();
        }
    }

    /// <summary>Starts an agent and waits until it serves.</summary>
    public static async Task<AgentProcess> StartAsync(
        string kubeConfig, string node, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? environment = null, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("bash", ["-c", Keeper, "agent", .. Command, "agent", "--kubeconfig", kubeConfig, "--node-name", node, "--pod-name", $"agent-{node}",
            "--namespace", "clusterprobe", "--listen", "127.0.0.1:0", "--cycle", "2s", "--node-interval", "2s", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        var shell = Process.Start(start)!;
        var id = int.Parse((await shell.StandardOutput.ReadLineAsync(cancellationToken))!, CultureInfo.InvariantCulture);
        var agent = new AgentProcess(shell, id, node);
        await Eventually.IsTrueAsync(() => Task.FromResult(agent.FindAddress()), () => $"the agent on {node} serves:\n{agent.Log}", cancellationToken);
        return agent;
    }

    /// <summary>Sends a signal, such as <c>KILL</c>.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits until it has ended.</summary>
    public Task WaitUntilGoneAsync(CancellationToken cancellationToken)
        => Eventually.IsTrueAsync(() => Task.FromResult(!IsRunning), () => $"the agent on {Node} has ended:\n{Log}", cancellationToken);

    /// <summary>Whether it runs.</summary>
    public bool IsRunning => Directory.Exists($"/proc/{Id}") && !File.ReadAllText($"/proc/{Id}/status").Contains("State:\tZ", StringComparison.Ordinal);

    /// <summary>The value of a series; null when there is none.</summary>
    /// <param name="series">The name with its labels as they are exported; or the beginning of it.</param>
    public async Task<double?> MetricAsync(string series, CancellationToken cancellationToken)
    {
        try
        {
            var text = await Http.GetStringAsync(new Uri("metrics", UriKind.Relative), cancellationToken);
            var line = text.Split('\n').FirstOrDefault(line => line.StartsWith(series, StringComparison.Ordinal));
            return line is null ? null : double.Parse(line.AsSpan(line.LastIndexOf(' ') + 1), CultureInfo.InvariantCulture);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>Whether it says that it leads.</summary>
    public async Task<bool> IsLeaderAsync(CancellationToken cancellationToken) => await MetricAsync("clusterprobe_leader ", cancellationToken) == 1;

    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
        Http.Dispose();
    }

    /// <summary>The built program beside the tests, or the published one that a variable names.</summary>
    private static string[] Command
        => Environment.GetEnvironmentVariable("CLUSTERPROBE_BINARY") is { Length: > 0 } binary ? [binary] : ["dotnet", Path.Combine(AppContext.BaseDirectory, "clusterprobe.dll")];

    private bool FindAddress()
    {
        const string Mark = "http://127.0.0.1:";
        var log = Log;
        if (log.IndexOf(Mark, StringComparison.Ordinal) is not (>= 0 and var start)) return false;
        var port = string.Concat(log[(start + Mark.Length)..].TakeWhile(char.IsAsciiDigit));
        Http.BaseAddress ??= new Uri($"{Mark}{port}/");
        Http.DefaultRequestHeaders.Accept.TryParseAdd("*/*");
        return true;
    }
}
