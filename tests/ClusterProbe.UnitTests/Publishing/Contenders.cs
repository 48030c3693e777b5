using ClusterProbe.Kubernetes.Publishing.Leadership;
using ClusterProbe.UnitTests.Client;
using Microsoft.Extensions.Time.Testing;

namespace ClusterProbe.UnitTests.Publishing;

/// <summary>Many that want to lead, stepped through time in one thread. Each has a clock of its own that may be wrong.</summary>
internal sealed class Contenders : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    private static readonly DateTimeOffset Start = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly List<Contender> _all = [];
    private readonly Random _random;

    public Contenders(int count, int seed = 1, int agents = 0, Func<int, TimeSpan>? skew = null)
    {
        _random = new Random(seed);
        for (var index = 0; index < count; index++)
        {
            var time = new FakeTimeProvider(Start + (skew?.Invoke(index) ?? TimeSpan.Zero));
            var cable = Server.Connect();
            var lease = new LeaseContender(new ScriptedApi(cable.Send).Client(time), new LeaseSettings("ns", "leader", $"agent-{index}"), time, _random.NextDouble) { Agents = agents };
            _all.Add(new Contender(lease, cable, time) { Due = TimeSpan.FromSeconds(_random.NextDouble() * Math.Max(1, agents / 2.0)) });
        }
    }

    public LeaseServer Server { get; } = new();

    public TimeSpan Now { get; private set; }

    /// <summary>The most that ever led at the same moment.</summary>
    public int MostLeaders { get; private set; }

    public IReadOnlyList<Contender> All => _all;

    public Contender? Leader => _all.SingleOrDefault(contender => contender.Leads);

    /// <summary>Goes on until something is true, and returns how long that took.</summary>
    public async Task<TimeSpan> UntilAsync(Func<bool> condition, int limitSeconds = 60)
    {
        var begun = Now;
        while (!condition())
        {
            Assert.That(Now - begun, Is.LessThan(TimeSpan.FromSeconds(limitSeconds)), "it takes too long");
            await StepAsync();
        }

        return Now - begun;
    }

    public async Task ForAsync(int seconds)
    {
        var end = Now + TimeSpan.FromSeconds(seconds);
        while (Now < end) await StepAsync();
    }

    public void Dispose()
    {
        foreach (var contender in _all) contender.Lease.Dispose();
    }

    private async Task StepAsync()
    {
        Now += Tick;
        foreach (var contender in _all) contender.Time.Advance(Tick);
        foreach (var contender in _all.Where(contender => contender.Due <= Now && !contender.IsDead).ToArray())
        {
            contender.Due = Now + await contender.Lease.StepAsync(default);
            MostLeaders = Math.Max(MostLeaders, _all.Count(each => each.Leads));
        }
    }
}

/// <summary>One that wants to lead.</summary>
internal sealed class Contender(LeaseContender lease, LeaseCable cable, FakeTimeProvider time)
{
    public LeaseContender Lease => lease;

    public LeaseCable Cable => cable;

    public FakeTimeProvider Time => time;

    /// <summary>When its next step is due.</summary>
    public TimeSpan Due { get; set; }

    /// <summary>Whether its process was killed; it takes no more steps and does nothing.</summary>
    public bool IsDead { get; set; }

    public bool Leads => !IsDead && lease.Leadership is { Lasts: true };
}
