using System.Text.Json.Nodes;

namespace ClusterProbe.UnitTests.Publishing;

/// <summary>Who leads, whatever happens to the leader, the network and the clocks.</summary>
internal sealed class LeaseContenderTests
{
    [Test]
    public async Task Contenders_Many_ExactlyOneLeads([Values(1, 3, 50)] int count, [Values(1, 2, 3)] int seed)
    {
        using var contenders = new Contenders(count, seed);
        await contenders.UntilAsync(() => contenders.Leader is not null, 5);
        var leader = contenders.Leader;
        await contenders.ForAsync(120);
        Assert.That((contenders.Leader, contenders.MostLeaders), Is.EqualTo((leader, 1)));
    }

    [Test]
    public async Task Leader_Killed_IsReplacedWithin30Seconds([Values(2, 10)] int count, [Values(1, 2, 3, 4)] int seed)
    {
        using var contenders = await LedAsync(count, seed);
        contenders.Leader!.IsDead = true;
        Assert.That(await contenders.UntilAsync(() => contenders.Leader is not null), Is.LessThan(TimeSpan.FromSeconds(15)));
        Assert.That(contenders.MostLeaders, Is.EqualTo(1));
    }

    [Test]
    public async Task Leader_KilledAmongThousands_IsReplacedWithin30Seconds()
    {
        const int Agents = 5000;
        using var contenders = new Contenders(Agents, agents: Agents);
        await contenders.UntilAsync(() => contenders.Leader is not null);
        contenders.Leader!.Lease.Agents = Agents;
        await contenders.ForAsync(20);
        contenders.Leader!.IsDead = true;
        var before = contenders.Server.Requests;
        var took = await contenders.UntilAsync(() => contenders.Leader is not null);
        Assert.That(took, Is.LessThan(TimeSpan.FromSeconds(30)));
        Assert.That((contenders.Server.Requests - before) / took.TotalSeconds, Is.LessThan(6), "requests per second");
    }

    [Test]
    public async Task Fleet_OfThousands_AsksAboutTwiceASecond()
    {
        const int Agents = 5000;
        using var contenders = new Contenders(Agents, agents: Agents);
        await contenders.UntilAsync(() => contenders.Leader is not null);
        contenders.Leader!.Lease.Agents = Agents;
        await contenders.ForAsync(10);
        var before = contenders.Server.Requests;
        await contenders.ForAsync(120);
        Assert.That((contenders.Server.Requests - before) / 120.0, Is.LessThan(3.5));
    }

    [Test]
    public async Task Leader_WithAWrongClock_IsNotReplaced([Values(-3600, -8, 8, 3600)] int skew)
    {
        using var contenders = new Contenders(5, skew: index => TimeSpan.FromSeconds(index % 2 == 0 ? skew : 0));
        await contenders.UntilAsync(() => contenders.Leader is not null, 5);
        var leader = contenders.Leader;
        await contenders.ForAsync(300);
        Assert.That((contenders.Leader, contenders.MostLeaders), Is.EqualTo((leader, 1)));
    }

    [Test]
    public async Task Leader_KilledWithAWrongClock_IsReplacedWithin30Seconds([Values(-3600, 3600)] int skew)
    {
        using var contenders = new Contenders(5, skew: _ => TimeSpan.FromSeconds(Random.Shared.Next(2) * skew));
        await contenders.UntilAsync(() => contenders.Leader is not null, 5);
        await contenders.ForAsync(20);
        contenders.Leader!.IsDead = true;
        Assert.That(await contenders.UntilAsync(() => contenders.Leader is not null), Is.LessThan(TimeSpan.FromSeconds(30)));
    }

    [Test]
    public async Task Leader_CutOff_StopsBeforeAnotherTakesOver([Values(1, 2, 3, 4, 5)] int seed)
    {
        using var contenders = await LedAsync(5, seed);
        var leader = contenders.Leader!;
        var token = leader.Lease.Leadership!.Token;
        leader.Cable.IsCut = true;
        var stopped = await contenders.UntilAsync(() => !leader.Leads, 8);
        Assert.That(stopped, Is.LessThanOrEqualTo(TimeSpan.FromSeconds(7)));
        Assert.That(token.IsCancellationRequested, "the leader's work is told to stop");
        await contenders.UntilAsync(() => contenders.Leader is not null, 30 - (int)stopped.TotalSeconds);
        Assert.That(contenders.MostLeaders, Is.EqualTo(1));

        leader.Cable.IsCut = false;
        await contenders.ForAsync(60);
        Assert.That((leader.Leads, contenders.MostLeaders), Is.EqualTo((false, 1)), "it comes back as a follower");
    }

    [Test]
    public async Task Leader_CutOffForLessThanItsDeadline_GoesOn()
    {
        using var contenders = await LedAsync(5, 1);
        var leader = contenders.Leader!;
        leader.Cable.IsCut = true;
        await contenders.ForAsync(3);
        leader.Cable.IsCut = false;
        await contenders.ForAsync(30);
        Assert.That((contenders.Leader, contenders.MostLeaders), Is.EqualTo((leader, 1)));
    }

    [Test]
    public async Task Leader_WhoseAnswersGetLost_StopsInTimeAndIsNotFooled()
    {
        using var contenders = await LedAsync(3, 1);
        var leader = contenders.Leader!;
        leader.Cable.LosesAnswers = true;
        await contenders.UntilAsync(() => !leader.Leads, 8);
        leader.Cable.LosesAnswers = false;
        await contenders.ForAsync(60);
        Assert.That((contenders.Leader is not null, contenders.MostLeaders), Is.EqualTo((true, 1)));
    }

    [Test]
    public async Task Leader_ThatLosesOneAnswer_GoesOn()
    {
        using var contenders = await LedAsync(3, 1);
        var leader = contenders.Leader!;
        leader.Cable.LosesAnswers = true;
        await contenders.UntilAsync(() => leader.Lease.Error is not null, 4);
        leader.Cable.LosesAnswers = false;
        await contenders.ForAsync(30);
        Assert.That(contenders.Leader, Is.EqualTo(leader));
    }

    [Test]
    public async Task Leader_ThatReleases_IsReplacedAtOnce()
    {
        using var contenders = await LedAsync(5, 1);
        var leader = contenders.Leader!;
        await leader.Lease.ReleaseAsync(default);
        leader.IsDead = true;
        Assert.That(contenders.Server.Holder, Is.Empty);
        Assert.That(await contenders.UntilAsync(() => contenders.Leader is not null), Is.LessThan(TimeSpan.FromSeconds(3)));
    }

    [Test]
    public async Task Lease_TakenByForce_EndsTheLeadershipAtTheNextRenewal()
    {
        using var contenders = await LedAsync(1, 1);
        contenders.Server.Edit(lease => lease["spec"]!["holderIdentity"] = "somebody");
        await contenders.UntilAsync(() => contenders.Leader is null, 4);
    }

    [Test]
    public async Task Lease_EditedBySomebody_IsKeptWithItsEdits()
    {
        using var contenders = await LedAsync(2, 1);
        var leader = contenders.Leader;
        contenders.Server.Edit(lease =>
        {
            lease["metadata"]!["labels"] = new JsonObject { ["team"] = "ci" };
            lease["spec"]!["strategy"] = "OldestEmulationVersion";
        });
        await contenders.ForAsync(20);
        Assert.That((contenders.Leader, contenders.MostLeaders), Is.EqualTo((leader, 1)));
        Assert.That(contenders.Server.Lease!["metadata"]!["labels"]!["team"]!.ToString(), Is.EqualTo("ci"));
        Assert.That(contenders.Server.Lease!["spec"]!["strategy"]!.ToString(), Is.EqualTo("OldestEmulationVersion"));
    }

    [Test]
    public async Task Lease_Deleted_IsMadeAnewByOne()
    {
        using var contenders = await LedAsync(5, 1);
        contenders.Server.Delete();
        await contenders.ForAsync(15);
        Assert.That((contenders.Leader is not null, contenders.Server.Holder.Length > 0), Is.EqualTo((true, true)));
    }

    [Test]
    public async Task NodeCount_SetByTheLeader_ReachesTheOthers()
    {
        using var contenders = await LedAsync(3, 1);
        contenders.Leader!.Lease.Agents = 12;
        await contenders.ForAsync(12);
        Assert.That(contenders.All.Select(contender => contender.Lease.Agents), Has.All.EqualTo(12));
    }

    private static async Task<Contenders> LedAsync(int count, int seed)
    {
        var contenders = new Contenders(count, seed);
        await contenders.UntilAsync(() => contenders.Leader is not null, 5);
        await contenders.ForAsync(10);
        return contenders;
    }
}
