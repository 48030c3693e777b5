using ClusterProbe.Core.Readiness;

namespace ClusterProbe.UnitTests.Readiness;

internal sealed class TransitionsTests
{
    private static readonly DateTimeOffset Earlier = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = Earlier.AddHours(1);

    [Test]
    public void First_Status_IsAChangeOfTheVerdictOnly()
    {
        var next = Transitions.Next(null, Status("False", ("CP1001", "fail")), Now);
        Assert.That(next.Transitions.Select(Describe), Is.EqualTo(new[] { "Ready Unknown>False" }));
        Assert.That(next.Conditions[0].LastTransitionTime, Is.EqualTo(Now));
    }

    [Test]
    public void First_StatusUnknown_IsNoChange() => Assert.That(Transitions.Next(null, Status("Unknown"), Now).Transitions, Is.Empty);

    [Test]
    public void Same_Status_KeepsTimesAndHistory()
    {
        var before = Transitions.Next(null, Status("True", ("CP1001", "pass")), Earlier);
        var next = Transitions.Next(before, Status("True", ("CP1001", "pass")), Now);
        Assert.That(next.Conditions[0].LastTransitionTime, Is.EqualTo(Earlier));
        Assert.That(next.Transitions, Is.EqualTo(before.Transitions));
    }

    [Test]
    public void Changes_AreToldNewestFirst()
    {
        var before = Transitions.Next(null, Status("True", ("CP1001", "pass"), ("CP1002", "warn"), ("CP1003", "fail")), Earlier);
        var next = Transitions.Next(before, Status("False", ("CP1001", "fail"), ("CP1002", "pass"), ("CP1004", "error")), Now);
        Assert.That(next.Transitions.Select(Describe), Is.EqualTo(new[]
        {
            "Ready True>False", "CP1001 pass>fail", "CP1002 warn>pass", "CP1004 >error", "Ready Unknown>True",
        }));
        Assert.That(next.Transitions[1].Reason, Is.EqualTo("Because"));
    }

    [Test]
    public void Pass_BecomesSkip_IsNotWorthTelling()
    {
        var before = Status("True", ("CP1001", "pass"));
        Assert.That(Transitions.Changes(before, Status("True", ("CP1001", "skip")), Now), Is.Empty);
    }

    [Test]
    public void InvalidSpec_InBetween_TellsOnlyTheVerdict()
    {
        var before = Status("True", ("CP1001", "pass"));
        var invalid = Status("Unknown");
        Assert.That(Transitions.Changes(before, invalid, Now).Select(Describe), Is.EqualTo(new[] { "Ready True>Unknown" }));
        Assert.That(Transitions.Changes(invalid, Status("False", ("CP1001", "fail")), Now).Select(Describe), Is.EqualTo(new[] { "Ready Unknown>False" }));
    }

    [Test]
    public void History_IsBounded()
    {
        var status = Status("True");
        for (var index = 0; index < 100; index++) status = Transitions.Next(status, Status(index % 2 == 0 ? "False" : "True"), Now.AddMinutes(index));
        Assert.That(status.Transitions, Has.Length.EqualTo(ReadinessLimits.Transitions));
        Assert.That(status.Transitions[0].At, Is.EqualTo(Now.AddMinutes(99)));
    }

    private static string Describe(Transition transition) => $"{transition.Subject} {transition.From}>{transition.To}";

    private static ClusterReadinessStatus Status(string ready, params (string Code, string Status)[] checks) => new()
    {
        Conditions = [new Condition("Ready", ready, "Because", "so", default, 1)],
        Checks = [.. checks.Select(check => new CheckStatusEntry(check.Code, "", "admission", check.Status, ""))],
        Findings =
        [
            .. from check in checks
               where check.Status is "fail" or "warn" or "error"
               select new FindingStatusEntry { Code = check.Code, Title = "", Category = "", SubjectKind = "cluster", Status = check.Status, Reason = "Because", Message = "" },
        ],
    };
}
