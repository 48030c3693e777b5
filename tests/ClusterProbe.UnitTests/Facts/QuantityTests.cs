using ClusterProbe.Core.Facts;

namespace ClusterProbe.UnitTests.Facts;

internal sealed class QuantityTests
{
    [TestCase("cpu", "1", 1000)]
    [TestCase("cpu", "250m", 250)]
    [TestCase("cpu", "0.1", 100)]
    [TestCase("requests.cpu", "1.5", 1500)]
    [TestCase("cpu", "100u", 1, Description = "fractions are rounded up")]
    [TestCase("cpu", "1n", 1)]
    [TestCase("memory", "1Gi", 1L << 30)]
    [TestCase("memory", "1.5Ki", 1536)]
    [TestCase("memory", "128974848", 128_974_848)]
    [TestCase("memory", "129e6", 129_000_000)]
    [TestCase("memory", "129M", 129_000_000)]
    [TestCase("memory", "128974848000m", 128_974_848)]
    [TestCase("memory", "1E", 1_000_000_000_000_000_000)]
    [TestCase("memory", "2E3", 2000)]
    [TestCase("memory", "100Ei", long.MaxValue)]
    [TestCase("memory", "99999999999999999999999999", long.MaxValue)]
    [TestCase("pods", "10", 10)]
    [TestCase("pods", "-1", -1)]
    public void Amount_ReadsWhatKubernetesWrites(string resource, string text, long amount)
        => Assert.That(Quantity.Amount(resource, text), Is.EqualTo(amount));

    [TestCase("")]
    [TestCase(null)]
    [TestCase("x")]
    [TestCase("1 Gi")]
    [TestCase("1.2.3")]
    [TestCase("1e")]
    [TestCase("1e999")]
    public void Amount_OfAnythingElse_IsNone(string? text)
        => Assert.That(Quantity.Amount("memory", text), Is.Null);

    [TestCase("cpu", 250, "250m")]
    [TestCase("memory", 600L << 20, "600Mi")]
    [TestCase("memory", 1000, "1000")]
    public void Format_ReadsBack(string resource, long amount, string text)
        => Assert.Multiple(() =>
        {
            Assert.That(Quantity.Format(resource, amount), Is.EqualTo(text));
            Assert.That(Quantity.Amount(resource, text), Is.EqualTo(amount));
        });
}
