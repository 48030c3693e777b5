using ClusterProbe.Core.Planning;

namespace ClusterProbe.UnitTests.Planning;

internal sealed class HarnessLabelTests
{
    private static IEnumerable<TestCaseData> Vectors =>
    [
        Case("L01", true, "main"),
        Case("L02", true, "a-b"),
        Case("L03", true, "a_b", "a.b", "a..b"),
        Case("L04", true, "AbC-9_z.Q"),
        Case("L05", true, "a--b"),
        Case("L06", true, "ab", "10"),
        Case("L07", false, "a", "7"),
        Case("L08", false, ""),
        Case("L09", false, "My Stage"),
        Case("L10", false, "-abc", "abc-", "_abc", "abc_", ".abc"),
        Case("L11", false, @"a\b", "a^b", "a]b"),
        Case("L12", false, "a/b", "a:b", "a@b", "äb", "aßb", "a٣b"),
        Case("L13", true, new string('x', 63)),
        Case("L14", true, new string('x', 64)),
        Case("L15", false, "ab\n"),
    ];

    [TestCaseSource(nameof(Vectors))]
    public void IsKept_Value_AsHarnessDecides(string[] values, bool kept)
        => Assert.That(values.Select(HarnessLabel.IsKept), Is.All.EqualTo(kept));

    [TestCase(63, false)]
    [TestCase(64, true)]
    public void IsRefused_KeptValue_WhenKubernetesFindsItTooLong(int length, bool refused)
        => Assert.That(HarnessLabel.IsRefused(new string('x', length)), Is.EqualTo(refused));

    private static TestCaseData Case(string id, bool kept, params string[] values) => new TestCaseData(values, kept).SetName($"HarnessLabel_{id}");
}
