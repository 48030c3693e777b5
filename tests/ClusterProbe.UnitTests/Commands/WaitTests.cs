using System.Text;
using ClusterProbe.Checking;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Findings;
using ClusterProbe.Kubernetes.Configuration;
using ClusterProbe.Reporting;
using ClusterProbe.Simulator;
using ClusterProbe.Simulator.Faults;
using Microsoft.Extensions.Time.Testing;

namespace ClusterProbe.UnitTests.Commands;

/// <summary><c>--wait</c>, on a clock that jumps ahead whenever the run waits for its next look.</summary>
[CancelAfter(60_000)]
internal sealed class WaitTests
{
    private static readonly Fault NodesForbidden = Fault.Error("/api/v1/nodes", 403, "Forbidden", "nodes is forbidden");

    private readonly Lines _progress = new();
    private readonly StringWriter _output = new();

    [OneTimeTearDown]
    public void Close()
    {
        _progress.Dispose();
        _output.Dispose();
    }

    [Test]
    public async Task Run_UntilTheClusterIsReady_EndsThen(CancellationToken cancellationToken)
    {
        var (code, looks, waited) = await RunAsync(NodesForbidden with { Times = 2 }, TimeSpan.FromMinutes(10), cancellationToken);
        Assert.That((code, looks, waited), Is.EqualTo((ExitCode.Ready, 3, TimeSpan.FromSeconds(10))));
    }

    [Test]
    public async Task Run_OfAClusterThatIsNeverReady_GivesUpAtTheDeadline(CancellationToken cancellationToken)
    {
        var (code, looks, waited) = await RunAsync(NodesForbidden, TimeSpan.FromSeconds(12), cancellationToken);
        Assert.That((code, looks, waited), Is.EqualTo((ExitCode.Unknown, 3, TimeSpan.FromSeconds(10))));
    }

    [Test]
    public async Task Run_WithoutWaiting_LooksOnce(CancellationToken cancellationToken)
    {
        var (code, looks, waited) = await RunAsync(NodesForbidden, null, cancellationToken);
        Assert.That((code, looks, waited), Is.EqualTo((ExitCode.Unknown, 1, TimeSpan.Zero)));
    }

    private async Task<(ExitCode Code, int Looks, TimeSpan Waited)> RunAsync(Fault fault, TimeSpan? wait, CancellationToken cancellationToken)
    {
        Assert.That(Scenario.TryGet("ready", out var scenario));
        var time = new JumpingTime();
        var started = time.GetUtcNow();
        var before = _progress.Count;
        var terminal = new Terminal(_output, _progress, ReportConsole.Create(_output, false, _ => null, 120), showsProgress: true);
        var settings = new CheckSettings { Timeout = TimeSpan.FromMinutes(1), Wait = wait, Output = OutputFormat.Short };
        await using var server = await SimulatedApiServer.StartAsync(scenario!, TimeProvider.System, [fault], cancellationToken);
        var code = await new CheckRun(CheckRegistry.All, terminal, time).LiveAsync(
            new ClusterConnection { Name = "test", Server = server.Uri },
            ProfileSource.Parse("test", scenario!.Profile),
            settings,
            simulated: true,
            cancellationToken);
        return (code, _progress.Count - before + 1, time.GetUtcNow() - started);
    }

    /// <summary>Counts what is said to whoever waits.</summary>
    private sealed class Lines : TextWriter
    {
        public int Count { get; private set; }

        public override Encoding Encoding => Encoding.UTF8;

        public override void WriteLine(string? value)
        {
            if (value?.Contains("not ready yet", StringComparison.Ordinal) == true) Count++;
        }
    }

    private sealed class JumpingTime : FakeTimeProvider
    {
        private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime == BetweenLooks) ThreadPool.QueueUserWorkItem(_ => Advance(BetweenLooks));
            return timer;
        }
    }
}
