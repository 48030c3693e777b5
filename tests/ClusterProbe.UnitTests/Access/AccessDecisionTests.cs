using ClusterProbe.Core.Access;
using ClusterProbe.Core.Facts;

namespace ClusterProbe.UnitTests.Access;

internal sealed class AccessDecisionTests
{
    [TestCase(true, false, "", "", AccessOutcome.Allowed, TestName = "S01")]
    [TestCase(false, true, "x", "", AccessOutcome.Denied, TestName = "S02")]
    [TestCase(false, false, "", "", AccessOutcome.NoOpinion, TestName = "S03")]
    [TestCase(true, false, "", "role not found", AccessOutcome.Allowed, TestName = "S04")]
    [TestCase(false, true, "", "timeout", AccessOutcome.Denied, TestName = "Read_DeniedWithAnError_StaysDenied")]
    [TestCase(false, false, "RBAC: role not found", "", AccessOutcome.NoOpinion, TestName = "Read_ReasonWithoutAnError_StaysNoOpinion")]
    public void Read_Decided(bool allowed, bool denied, string reason, string error, AccessOutcome expected)
    {
        Assert.That(AccessDecision.Read(allowed, denied, reason, error).IsKnown(out var answer));
        Assert.That(answer, Is.EqualTo(new AccessAnswer(expected, reason, error)));
    }

    [TestCase(TestName = "S05")]
    public void Read_NeitherWithAnError_IsUnknownAndSaysWhy()
    {
        Assert.That(AccessDecision.Read(allowed: false, denied: false, "", "timeout").IsUnknown(out var cause));
        Assert.That(cause!.Detail, Does.Contain("timeout"));
    }
}
