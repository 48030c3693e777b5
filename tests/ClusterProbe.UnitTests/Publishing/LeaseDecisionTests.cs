using ClusterProbe.Kubernetes.Publishing.Leadership;

namespace ClusterProbe.UnitTests.Publishing;

internal sealed class LeaseDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void Lease_ThatIsNotThere_IsMade() => Assert.That(Decide(null, 0).Action, Is.EqualTo(LeaseAction.Create));

    [TestCase("")]
    [TestCase(null)]
    [TestCase("me")]
    public void Lease_OfNobodyOrMine_IsTaken(string? holder) => Assert.That(Decide(Lease(holder, 0), 0).Action, Is.EqualTo(LeaseAction.Take));

    [TestCase(1, 0, TestName = "Lease_Fresh_IsLeft")]
    [TestCase(1, 9.9, TestName = "Lease_FreshAndSeenForAWhile_IsLeft")]
    [TestCase(-1, 5, TestName = "Lease_OfAClockSlightlyAhead_IsLeft")]
    public void Lease_ThatLooksAlive_IsLookedAtInTheOrdinaryInterval(double age, double unchangedFor)
        => Assert.That(Decide(Lease("other", age), unchangedFor), Is.EqualTo(new LeaseDecision(LeaseAction.Leave, TimeSpan.FromSeconds(100))));

    [TestCase(3600, 0, 10, TestName = "Lease_OldAtTheFirstLook_IsConfirmedByASecond")]
    [TestCase(-3600, 0, 10, TestName = "Lease_OfTheFutureAtTheFirstLook_IsConfirmedByASecond")]
    [TestCase(3600, 4, 6, TestName = "Lease_OldAndSeenForAWhile_IsConfirmedByAnother")]
    public void Lease_ThatLooksDead_IsLookedAtSoon(double age, double unchangedFor, double wait)
        => Assert.That(Decide(Lease("other", age), unchangedFor), Is.EqualTo(new LeaseDecision(LeaseAction.Leave, TimeSpan.FromSeconds(wait))));

    [TestCase(3600)]
    [TestCase(0)]
    [TestCase(-3600)]
    public void Lease_SeenUnchangedForItsDuration_IsTakenWhateverItsTimes(double age)
        => Assert.That(Decide(Lease("other", age), 10).Action, Is.EqualTo(LeaseAction.Take));

    [Test]
    public void Lease_OfALongerDuration_IsBelievedInForLonger()
        => Assert.That(Decide(Lease("other", 12) with { LeaseDurationSeconds = 60 }, 12).Action, Is.EqualTo(LeaseAction.Leave));

    [Test]
    public void Lease_WithoutTimes_IsConfirmed()
        => Assert.That(Decide(new LeaseSpecDto { HolderIdentity = "other" }, 0), Is.EqualTo(new LeaseDecision(LeaseAction.Leave, TimeSpan.FromSeconds(10))));

    private static LeaseSpecDto Lease(string? holder, double age)
        => new() { HolderIdentity = holder, LeaseDurationSeconds = 10, RenewTime = LeaseSpecDto.MicroTime(Now - TimeSpan.FromSeconds(age)) };

    private static LeaseDecision Decide(LeaseSpecDto? lease, double unchangedFor)
        => LeaseDecision.Of(lease, TimeSpan.FromSeconds(unchangedFor), "me", Now, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(100));
}
