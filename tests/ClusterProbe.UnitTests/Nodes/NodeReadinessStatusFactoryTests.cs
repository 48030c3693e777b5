using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Nodes;
using ClusterProbe.Core.Readiness;

namespace ClusterProbe.UnitTests.Nodes;

internal sealed class NodeReadinessStatusFactoryTests
{
    private static readonly NodeFacts Facts = new() { CollectedAt = Reports.Now, Architecture = "amd64" };

    [TestCase("True", "AllPassed", FindingStatus.Pass, FindingStatus.Skip)]
    [TestCase("True", "ReasonWarn", FindingStatus.Pass, FindingStatus.Warn)]
    [TestCase("Unknown", "ReasonError", FindingStatus.Warn, FindingStatus.Error)]
    [TestCase("False", "ReasonFail", FindingStatus.Error, FindingStatus.Fail)]
    [TestCase("Unknown", "NothingKnown", FindingStatus.Skip, FindingStatus.Skip)]
    public void Create_Verdict(string ready, string reason, params FindingStatus[] statuses)
    {
        var status = Create([.. statuses.Select((each, i) => Finding($"CP700{i}", each))]);
        Assert.That((status.Ready, status.Reason), Is.EqualTo((ready, reason)));
    }

    [Test]
    public void Create_NothingEvaluated_IsNotReady() => Assert.That(Create().Ready, Is.EqualTo("Unknown"));

    [Test]
    public void Create_KeepsWhatDoesNotPass_AndEveryOutcome()
    {
        var status = Create(Finding("CP7001", FindingStatus.Pass), Finding("CP7002", FindingStatus.Skip), Finding("CP7005", FindingStatus.Warn) with { Message = new string('x', 5000), Remediation = new("fix") });
        Assert.Multiple(() =>
        {
            Assert.That(status.Checks.Select(check => $"{check.Key}={check.Value}"), Is.EqualTo(new[] { "CP7001=pass", "CP7002=skip", "CP7005=warn" }));
            Assert.That(status.Findings.Single() is { Code: "CP7005", Status: "warn", Fix: "fix", Message.Length: ReadinessLimits.TextLength });
            Assert.That(status.Counts, Is.EqualTo(new FindingCounts(Warnings: 1, Skipped: 1, Passed: 1)));
            Assert.That((status.ObservedAt, status.HeartbeatSeconds, status.AgentVersion, status.Facts["architecture"]), Is.EqualTo((Reports.Now, 150, "0.1.0", "amd64")));
        });
    }

    [TestCase(600, 0.5, 600)]
    [TestCase(-600, 0.5, -600)]
    [TestCase(0.3, 0.5, 0)]
    public void Create_WrongClock_IsObservedByTheServersTime(double ahead, double uncertainty, double corrected)
    {
        var skewed = Facts with { ClockSkew = new(TimeSpan.FromSeconds(ahead), TimeSpan.FromSeconds(uncertainty)) };
        Assert.That(NodeReadinessStatusFactory.Create(new Evaluation([]), skewed, "", TimeSpan.Zero).ObservedAt, Is.EqualTo(Reports.Now.AddSeconds(-corrected)));
    }

    private static NodeReadinessStatus Create(params Finding[] findings) => NodeReadinessStatusFactory.Create(new Evaluation([.. findings]), Facts, "0.1.0", TimeSpan.FromSeconds(149.5));

    private static Finding Finding(string code, FindingStatus status) => new()
    {
        Code = code,
        Title = "it holds",
        Category = Category.Node,
        Subject = Subject.ForNode("n1"),
        Status = status,
        Reason = $"Reason{status}",
        Message = "said",
    };
}
