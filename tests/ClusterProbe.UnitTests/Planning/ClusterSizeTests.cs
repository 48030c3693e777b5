using ClusterProbe.Core.Planning;

namespace ClusterProbe.UnitTests.Planning;

internal sealed class ClusterSizeTests
{
    [TestCase(100, 19, 26, 11, 15)]
    [TestCase(500, 87, 121, 45, 62)]
    [TestCase(1000, 172, 239, 89, 123)]
    [TestCase(300, 53, 74, 28, 39, TestName = "NodesFor_HalfwayBetweenRows_IsHalfway")]
    [TestCase(50, 10, 13, 6, 8, TestName = "NodesFor_FewerThanTheFirstRow_IsInProportion")]
    [TestCase(2000, 344, 478, 178, 246, TestName = "NodesFor_MoreThanTheLastRow_IsInProportion")]
    [TestCase(1, 1, 1, 1, 1, TestName = "NodesFor_One_IsOneNode")]
    public void NodesFor_PullRequests_FollowsTheTable(int pullRequests, int smallLow, int smallHigh, int largeLow, int largeHigh)
        => Assert.That(
            (ClusterSize.NodesFor(pullRequests, NodeSize.Small), ClusterSize.NodesFor(pullRequests, NodeSize.Large)),
            Is.EqualTo((new NodeRange(smallLow, smallHigh), new NodeRange(largeLow, largeHigh))));

    [Test]
    public void NodesFor_MorePullRequests_NeedsNoFewerNodes()
    {
        var nodes = Enumerable.Range(1, 3000).Select(pullRequests => ClusterSize.NodesFor(pullRequests, NodeSize.Small)).ToArray();
        Assert.That(nodes.Select(range => range.Low), Is.Ordered);
        Assert.That(nodes.Select(range => range.High), Is.Ordered);
    }
}
