using ClusterProbe.Agent.Web;
using Microsoft.Extensions.Time.Testing;

namespace ClusterProbe.UnitTests.Agent;

internal sealed class LivenessTests
{
    private readonly FakeTimeProvider _time = new();

    [Test]
    public void Stuck_ALoopThatTurnsInTime_IsNot()
    {
        var liveness = new Liveness(_time);
        liveness.Beat("node", TimeSpan.FromMinutes(5));
        _time.Advance(TimeSpan.FromMinutes(4));

        Assert.That(liveness.Stuck(), Is.Empty);
    }

    [Test]
    public void Stuck_ALoopThatIsLate_IsNamed()
    {
        var liveness = new Liveness(_time);
        liveness.Beat("node", TimeSpan.FromMinutes(5));
        liveness.Beat("cluster", TimeSpan.FromMinutes(10));
        _time.Advance(TimeSpan.FromMinutes(6));

        Assert.That(liveness.Stuck(), Is.EqualTo(["node"]));
    }

    [Test]
    public void Stuck_ALoopThatHasEnded_IsNot()
    {
        var liveness = new Liveness(_time);
        liveness.Beat("leader", TimeSpan.FromMinutes(5));
        liveness.End("leader");
        _time.Advance(TimeSpan.FromHours(1));

        Assert.That(liveness.Stuck(), Is.Empty);
    }

    [Test]
    public void IsReady_OnlyAfterTheFirstEvaluation()
    {
        var liveness = new Liveness(_time);
        Assert.That(liveness.IsReady, Is.False);
        liveness.BecomeReady();
        Assert.That(liveness.IsReady, Is.True);
    }
}
