using ClusterProbe.Kubernetes.Publishing;

namespace ClusterProbe.UnitTests.Publishing;

internal sealed class FleetPacingTests
{
    [TestCase(0, 5, 120, 30)]
    [TestCase(3, 5, 120, 30)]
    [TestCase(100, 50, 120, 30)]
    [TestCase(5000, 2500, 500, 1250)]
    public void Intervals_GrowWithTheFleet(int agents, double look, double heartbeat, double list)
        => Assert.That(
            (FleetPacing.LookInterval(agents), FleetPacing.Heartbeat(agents), FleetPacing.ListInterval(agents)),
            Is.EqualTo((TimeSpan.FromSeconds(look), TimeSpan.FromSeconds(heartbeat), TimeSpan.FromSeconds(list))));

    [Test]
    public void Fleet_Of5000_StaysBelow20RequestsPerSecond()
    {
        const int Agents = 5000;
        var rate = Agents * new[] { FleetPacing.LookInterval(Agents), FleetPacing.Heartbeat(Agents), FleetPacing.ListInterval(Agents) }.Sum(interval => 1 / (interval.TotalSeconds * 0.9));
        Assert.That(rate, Is.LessThan(20));
    }

    [TestCase(0, 8)]
    [TestCase(0.5, 10)]
    [TestCase(1, 12)]
    public void Jitter_IsWithinAFifth(double random, double seconds) => Assert.That(FleetPacing.Jitter(TimeSpan.FromSeconds(10), random).TotalSeconds, Is.EqualTo(seconds).Within(1e-9));
}
