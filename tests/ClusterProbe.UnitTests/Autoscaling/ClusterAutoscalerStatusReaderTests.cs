using ClusterProbe.Core.Autoscaling;
using ClusterProbe.Core.Facts;

namespace ClusterProbe.UnitTests.Autoscaling;

internal sealed class ClusterAutoscalerStatusReaderTests
{
    private const string Text = """
        Cluster-autoscaler status at 2026-07-26 10:00:00.123456789 +0000 UTC:
        Cluster-wide:
          Health:      Healthy (ready=3 unready=0 notStarted=0 registered=3 longUnregistered=0)
          ScaleUp:     NoActivity (ready=3 registered=3)
          ScaleDown:   NoCandidates (candidates=0)

        NodeGroups:
          Name:        https://content.googleapis.com/compute/v1/projects/p/zones/z/instanceGroups/a
          Health:      Healthy (ready=1 cloudProviderTarget=3 (minSize=0, maxSize=5))
                       LastProbeTime:      2026-07-26 10:00:00 +0000 UTC
          ScaleUp:     Backoff (ready=1 cloudProviderTarget=3)
          ScaleDown:   NoCandidates (candidates=0)

          Name:        b
          Health:      Healthy (ready=5 cloudProviderTarget=5 (minSize=0, maxSize=5))
          ScaleUp:     NoActivity (ready=5 cloudProviderTarget=5)

        """;

    private const string Yaml = """
        time: 2026-07-26 10:00:00.123456789 +0000 UTC
        autoscalerStatus: Running
        clusterWide:
          health: {status: Healthy}
          scaleUp: {status: InProgress}
        nodeGroups:
        - name: a
          health:
            status: Healthy
            nodeCounts: {registered: {total: 1, ready: 1}}
            cloudProviderTarget: 3
            minSize: 0
            maxSize: 5
          scaleUp:
            status: Backoff
            backoffInfo: {errorCode: QUOTA_EXCEEDED, errorMessage: "Quota 'CPUS' exceeded."}
        - name: b
          health: {status: Healthy, cloudProviderTarget: 5, minSize: 1, maxSize: 5}
          scaleUp: {status: NoActivity}
        """;

    [TestCase(Text, "https://content.googleapis.com/compute/v1/projects/p/zones/z/instanceGroups/a", "")]
    [TestCase(Yaml, "a", "QUOTA_EXCEEDED: Quota 'CPUS' exceeded.")]
    public void Read_BothFormats_GiveTheSame(string status, string first, string backoff)
    {
        var read = ClusterAutoscalerStatusReader.Read(status)!;
        Assert.Multiple(() =>
        {
            Assert.That(read.State, Is.EqualTo("Running"));
            Assert.That(read.UpdatedAt, Is.EqualTo(new DateTimeOffset(2026, 7, 26, 10, 0, 0, TimeSpan.Zero)));
            Assert.That(read.NodeGroups, Is.EqualTo(new[]
            {
                new AutoscaledNodeGroup(first, "Backoff", 3, 5, backoff),
                new AutoscaledNodeGroup("b", "NoActivity", 5, 5, ""),
            }));
        });
    }

    [TestCase("2026-07-26 05:00:00.123 -0500 CDT")]
    [TestCase("2026-07-26 15:30:00.000000001 +0530 IST m=+12.5")]
    [TestCase("2026-07-26 10:00:00")]
    public void ReadTime_OfAnyZone_IsTheInstant(string text)
        => Assert.That(ClusterAutoscalerStatusReader.ReadTime(text), Is.EqualTo(new DateTimeOffset(2026, 7, 26, 10, 0, 0, TimeSpan.Zero)));

    [TestCase(Text)]
    [TestCase(Yaml)]
    public void Read_UnhealthyCluster_SaysSo(string status)
    {
        var sick = status.Replace("  Health:      Healthy (ready=3", "  Health:      Unhealthy (ready=3", StringComparison.Ordinal)
            .Replace("clusterWide:\n  health: {status: Healthy}", "clusterWide:\n  health: {status: Unhealthy}", StringComparison.Ordinal);
        Assert.That(ClusterAutoscalerStatusReader.Read(status)!.Health, Is.EqualTo("Healthy"));
        Assert.That(ClusterAutoscalerStatusReader.Read(sick)!.Health, Is.EqualTo("Unhealthy"));
    }

    [TestCase("Cluster-autoscaler status at 2026-07-26 10:00:00 +0000 UTC:\nInitializing", "Initializing")]
    [TestCase("autoscalerStatus: Initializing", "Initializing")]
    public void Read_BeforeTheFirstLoop_SaysSo(string status, string state)
        => Assert.That(ClusterAutoscalerStatusReader.Read(status)?.State, Is.EqualTo(state));

    [TestCase("")]
    [TestCase("null")]
    [TestCase("- a\n- b")]
    [TestCase("{unclosed: [")]
    [TestCase("something: else")]
    public void Read_SomethingElse_IsNoStatus(string status)
        => Assert.That(ClusterAutoscalerStatusReader.Read(status), Is.Null);

    [TestCase("autoscalerStatus: Running\ntime: never\nnodeGroups: {a: b}")]
    [TestCase("autoscalerStatus: Running\nnodeGroups: [x, {name: [y], health: z, scaleUp: {status: {}}}]")]
    public void Read_AbsurdParts_AreLeftOut(string status)
        => Assert.That(ClusterAutoscalerStatusReader.Read(status), Has.Property("State").EqualTo("Running").And.Property("UpdatedAt").Null);
}
