using ClusterProbe.Core.Admission;

namespace ClusterProbe.UnitTests.Admission;

internal sealed class WarningHeaderTests
{
    [TestCase("299 - \"plain\"", "plain", TestName = "W01")]
    [TestCase(
        """299 - "would violate PodSecurity \"restricted:latest\": x, y" """,
        "would violate PodSecurity \"restricted:latest\": x, y",
        TestName = "W02")]
    [TestCase("299 - \"a, b\", 299 - \"c\"", "a, b", "c", TestName = "W03")]
    [TestCase("""299 - "back\\slash" """, @"back\slash", TestName = "W04")]
    [TestCase("", TestName = "W05 empty")]
    [TestCase("garbage", TestName = "W05 garbage")]
    [TestCase("299 - \"never closed", TestName = "W05 without a closing quote")]
    [TestCase("299 - \"ends in a backslash\\", TestName = "W05 cut in an escape")]
    [TestCase("299 - \"dated\" \"Sat, 01 Aug 2026 00:00:00 GMT\", 299 - \"next\"", "dated", "next")]
    [TestCase("garbage \"quoted\", 299 - \"kept\"", "kept")]
    [TestCase("299 - \"a\",299 kube-apiserver \"b\"", "a", "b")]
    public void Parse_ReadsEveryText(string header, params string[] texts)
        => Assert.That(WarningHeader.Parse([header]), Is.EqualTo(texts));

    [Test]
    public void Parse_OfSeveralHeaders_KeepsTheirOrder()
        => Assert.That(WarningHeader.Parse(["299 - \"a\"", "", "299 - \"b\""]), Is.EqualTo(["a", "b"]));
}
