using ClusterProbe.Core.Platforms;

namespace ClusterProbe.UnitTests.Platforms;

internal sealed class AutopilotSignalsTests
{
    [TestCaseSource(nameof(Vectors))]
    public void Mode_OfVector(AutopilotSignals signals, AutopilotPods pods, AutopilotMode mode)
        => Assert.That((signals.Pods, signals.Mode), Is.EqualTo((pods, mode)));

    private static IEnumerable<TestCaseData> Vectors
    {
        get
        {
            yield return Vector("A01", new() { NodeNames = Nodes(autopilot: 3), MarkedPod = true }, AutopilotPods.Yes, AutopilotMode.Autopilot);
            yield return Vector("A02", new() { NodeNames = Nodes(standard: 5), UntouchedPod = true }, AutopilotPods.No, AutopilotMode.Standard);
            yield return Vector("A03", new() { NodeNames = Nodes(standard: 5, autopilot: 2), UntouchedPod = true }, AutopilotPods.No, AutopilotMode.StandardWithAutopilotNodes);
            yield return Vector("A04", new() { NodeNames = Nodes(standard: 3), AutopilotComputeClass = true }, AutopilotPods.Unknown, AutopilotMode.StandardWithAutopilotNodes);
            yield return Vector("A05", new() { MarkedPod = true, GuardedKubeSystem = true }, AutopilotPods.Yes, AutopilotMode.AutopilotLikely);
            yield return Vector("A06", new(), AutopilotPods.Unknown, AutopilotMode.Unknown);
            yield return Vector("A07", new() { NodeNames = Nodes(standard: 3), MarkedPod = true }, AutopilotPods.Yes, AutopilotMode.StandardWithAutopilotNodes);
            yield return Vector("A08", new() { NodeNames = Nodes(standard: 3) }, AutopilotPods.Unknown, AutopilotMode.Standard);
            yield return Vector("A09", new() { Gke = false, NodeNames = ["ip-10-0-0-1"] }, AutopilotPods.Unknown, AutopilotMode.NotGke);
            yield return Vector("A10", new() { NodeNames = Nodes(standard: 3), UntouchedPod = true }, AutopilotPods.No, AutopilotMode.Standard);
            yield return Vector("A11", new() { NodeNames = Nodes(autopilot: 3) }, AutopilotPods.Unknown, AutopilotMode.Autopilot);
            yield return Vector("A12", new() { NodeNames = Nodes(standard: 3), GuardedKubeSystem = true, UntouchedPod = true }, AutopilotPods.No, AutopilotMode.Standard);
            yield return Vector("A13", new() { GuardedWebhooks = true }, AutopilotPods.Unknown, AutopilotMode.AutopilotLikely);
        }
    }

    private static TestCaseData Vector(string id, AutopilotSignals signals, AutopilotPods pods, AutopilotMode mode)
        => new TestCaseData(id == "A09" ? signals : signals with { Gke = true }, pods, mode).SetName(id);

    private static string[] NamesOf(string prefix, int count) => [.. Enumerable.Range(0, count).Select(index => $"{prefix}-pool-{index}")];

    private static System.Collections.Immutable.ImmutableArray<string> Nodes(int standard = 0, int autopilot = 0) => [.. NamesOf("gke", standard), .. NamesOf("gk3", autopilot)];
}
