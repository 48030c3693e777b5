using ClusterProbe.Kubernetes.Publishing.Leadership;
using Microsoft.Extensions.Time.Testing;

namespace ClusterProbe.UnitTests.Publishing;

internal sealed class LeadershipTests
{
    private readonly FakeTimeProvider _time = new();

    [Test]
    public void Leadership_NotRenewed_EndsByItself()
    {
        using var leadership = Begin();
        _time.Advance(TimeSpan.FromSeconds(6.9));
        Assert.That((leadership.Lasts, leadership.Token.IsCancellationRequested), Is.EqualTo((true, false)));
        _time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.That((leadership.Lasts, leadership.Token.IsCancellationRequested), Is.EqualTo((false, true)));
    }

    [Test]
    public void Leadership_Renewed_CountsFromWhenTheRequestWasSent()
    {
        using var leadership = Begin();
        _time.Advance(TimeSpan.FromSeconds(3));
        var sent = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.That(leadership.Renew(sent));
        Assert.That(leadership.Remaining, Is.EqualTo(TimeSpan.FromSeconds(5)));
    }

    [Test]
    public void Leadership_RenewedTooLate_HasEnded()
    {
        using var leadership = Begin();
        var sent = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(8));
        Assert.That((leadership.Renew(sent), leadership.Renew(_time.GetTimestamp()), leadership.Lasts), Is.EqualTo((false, false, false)));
    }

    private Leadership Begin() => new(_time, _time.GetTimestamp(), TimeSpan.FromSeconds(7));
}
