using ClusterProbe.Kubernetes.Publishing;

namespace ClusterProbe.UnitTests.Publishing;

internal sealed class FleetPacingTests
{
    [TestCase(0, 5, 120, 30)]
    [TestCase(3, 5, 120, 30)]
    [TestCase(100, 50, 120, 30)]
    [TestCase(5000, 2500, 500, 1250)]
    public void Intervals_GrowWithTheFleet(int nodes, double look, double heartbeat, double list)
        => Assert.That(
            (FleetPacing.LookInterval(nodes), FleetPacing.Heartbeat(nodes), FleetPacing.ListInterval(nodes)),
            Is.EqualTo((TimeSpan.FromSeconds(look), TimeSpan.FromSeconds(heartbeat), TimeSpan.FromSeconds(list))));

    [Test]
    public void Fleet_Of5000_StaysBelow20RequestsPerSecond()
    {
        const int Nodes = 5000;
        var rate = Nodes * new[] { FleetPacing.LookInterval(Nodes), FleetPacing.Heartbeat(Nodes), FleetPacing.ListInterval(Nodes) }.Sum(interval => 1 / (interval.TotalSeconds * 0.9));
        Assert.That(rate, Is.LessThan(20));
    }

    [TestCase(0, 8)]
    [TestCase(0.5, 10)]
    [TestCase(1, 12)]
    public void Jitter_IsWithinAFifth(double random, double seconds) => Assert.That(FleetPacing.Jitter(TimeSpan.FromSeconds(10), random).TotalSeconds, Is.EqualTo(seconds).Within(1e-9));
}
