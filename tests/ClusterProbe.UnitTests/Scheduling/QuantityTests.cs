using System.Globalization;
using System.Numerics;
using System.Text;
using ClusterProbe.Core.Scheduling;
using CsCheck;

namespace ClusterProbe.UnitTests.Scheduling;

internal sealed class QuantityTests
{
    private static readonly Dictionary<string, (int Radix, int Power)> Suffixes = new()
    {
        ["n"] = (10, -9),
        ["u"] = (10, -6),
        ["m"] = (10, -3),
        [""] = (10, 0),
        ["k"] = (10, 3),
        ["M"] = (10, 6),
        ["G"] = (10, 9),
        ["T"] = (10, 12),
        ["P"] = (10, 15),
        ["E"] = (10, 18),
        ["Ki"] = (2, 10),
        ["Mi"] = (2, 20),
        ["Gi"] = (2, 30),
        ["Ti"] = (2, 40),
        ["Pi"] = (2, 50),
        ["Ei"] = (2, 60),
        ["e3"] = (10, 3),
        ["E-2"] = (10, -2),
        ["e+1"] = (10, 1),
    };

    [TestCase("0", 0, 0)]
    [TestCase("500m", 500, 1)]
    [TestCase("0.5", 500, 1)]
    [TestCase(".5", 500, 1)]
    [TestCase("1.", 1000, 1)]
    [TestCase("+1", 1000, 1)]
    [TestCase("-1500m", -1500, -2)]
    [TestCase("1.0000001", 1001, 2)]
    [TestCase("1n", 1, 1)]
    [TestCase("100u", 1, 1)]
    [TestCase("3k", 3_000_000, 3000)]
    [TestCase("1.5Gi", 1_610_612_736_000, 1_610_612_736)]
    [TestCase("0.1Ki", 102_400, 103)]
    [TestCase("2e3", 2_000_000, 2000)]
    [TestCase("2E3", 2_000_000, 2000)]
    [TestCase("25e-1", 2500, 3)]
    [TestCase("1E", long.MaxValue, 1_000_000_000_000_000_000)]
    [TestCase("7Ei", long.MaxValue, 8_070_450_532_247_928_832)]
    [TestCase("8Ei", long.MaxValue, long.MaxValue)]
    [TestCase("-9E99", -long.MaxValue, -long.MaxValue)]
    [TestCase("1e999999999", long.MaxValue, long.MaxValue)]
    [TestCase("1e-999999999", 1, 1)]
    [TestCase("0e999999999", 0, 0)]
    [TestCase("0000000000000000000000000000001", 1000, 1)]
    [TestCase("12345678901234567890123n", 12_345_678_901_234_568, 12_345_678_901_235)]
    [TestCase("0.00000000000000000000000000000000000001", 1, 1)]
    public void TryParse_Quantity_RoundsUpAndSaturates(string text, long milli, long units)
    {
        Assert.That((Quantity.TryParseMilli(text, out var inMilli), inMilli), Is.EqualTo((true, milli)));
        Assert.That((Quantity.TryParseUnits(text, out var inUnits), inUnits), Is.EqualTo((true, units)));
    }

    [TestCase("")]
    [TestCase(" 1")]
    [TestCase("1 ")]
    [TestCase("1K")]
    [TestCase("1mi")]
    [TestCase("1i")]
    [TestCase("1 i")]
    [TestCase("1e")]
    [TestCase("1.1.M")]
    [TestCase("1+1.0M")]
    [TestCase("1.0.0E")]
    [TestCase("-3.01i")]
    [TestCase("-3.01e-")]
    [TestCase("--1")]
    [TestCase("1e1.5")]
    [TestCase("1e++1")]
    [TestCase("1e99999999999999999999")]
    [TestCase("1Kim")]
    [TestCase("\u0661")]
    [TestCase("NaN")]
    public void TryParse_Nonsense_IsRefused(string text)
        => Assert.That((Quantity.TryParseUnits(text, out var units), units), Is.EqualTo((false, 0)));

    [Test]
    public void TryParse_AnyQuantity_IsExactlyRounded()
        => Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[0, 999_999], Gen.Int[0, Suffixes.Count - 1].Select(Suffixes.Keys.ElementAt)).Sample((whole, fraction, suffix) =>
        {
            var (radix, power) = Suffixes[suffix];
            var numerator = (((BigInteger)whole * 1_000_000) + fraction) * BigInteger.Pow(radix, Math.Max(power, 0));
            var denominator = 1_000_000 * BigInteger.Pow(radix, Math.Max(-power, 0));
            var expected = BigInteger.Min(long.MaxValue, (numerator + denominator - 1) / denominator);
            var text = string.Create(CultureInfo.InvariantCulture, $"{whole}.{fraction:D6}{suffix}");
            Assert.That(Quantity.TryParseUnits(Encoding.UTF8.GetBytes(text), out var units) ? units : -1, Is.EqualTo((long)expected), text);
        });

    [TestCase("cpu", 500, "500m")]
    [TestCase("cpu", 2000, "2")]
    [TestCase("cpu", 2500, "2500m")]
    [TestCase("memory", 0, "0")]
    [TestCase("memory", 620L << 20, "620Mi")]
    [TestCase("memory", 3L << 60, "3Ei")]
    [TestCase("ephemeral-storage", 1_000_000_000, "1000000000")]
    [TestCase("hugepages-2Mi", 4L << 20, "4Mi")]
    [TestCase("nvidia.com/gpu", 2048, "2048")]
    public void Format_Amount_AsKubernetesWritesIt(string resource, long amount, string expected)
        => Assert.That(Quantity.Format(resource, amount), Is.EqualTo(expected));
}
