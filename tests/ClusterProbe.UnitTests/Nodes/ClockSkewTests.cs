using System.Globalization;
using ClusterProbe.Core.Nodes;

namespace ClusterProbe.UnitTests.Nodes;

internal sealed class ClockSkewTests
{
    private static readonly DateTimeOffset Date = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [TestCase(0.0, 0.0, -0.5, 0.5, 0.0, TestName = "Measure_AtTheFirstMomentOfTheSecond")]
    [TestCase(0.9, 1.0, 0.45, 0.55, 0.0, TestName = "Measure_AtTheLastMomentOfTheSecond")]
    [TestCase(10.0, 10.2, 9.6, 0.6, 9.0, TestName = "Measure_Ahead")]
    [TestCase(-10.0, -9.8, -10.4, 0.6, 9.8, TestName = "Measure_Behind")]
    [TestCase(0.0, 30.0, 14.5, 15.5, 0.0, TestName = "Measure_OfASlowAnswer_SaysLittle")]
    public void Measure(double sent, double received, double offset, double uncertainty, double atLeast)
    {
        var skew = ClockSkew.Measure(Date.AddSeconds(sent), Date.AddSeconds(received), Date);
        Assert.Multiple(() =>
        {
            Assert.That(skew.Offset.TotalSeconds, Is.EqualTo(offset).Within(1e-6));
            Assert.That(skew.Uncertainty.TotalSeconds, Is.EqualTo(uncertainty).Within(1e-6));
            Assert.That(skew.AtLeast.TotalSeconds, Is.EqualTo(atLeast).Within(1e-6));
        });
    }

    /// <summary>Whatever the moment at which a server with the same clock writes its answer, the measurement allows for no skew.</summary>
    [Test]
    public void Measure_TheSameClock_NeverShowsACertainSkew([Values(0, 250, 500, 750, 999)] int started, [Values(0, 1, 400, 1500)] int until, [Values(0, 1, 400)] int after)
    {
        var sent = Date.AddMilliseconds(started);
        var written = sent.AddMilliseconds(until);
        var header = written.ToString("r", CultureInfo.InvariantCulture);
        Assert.That(ClockSkew.Measure(sent, written.AddMilliseconds(after), ClockSkew.ParseDate(header)!.Value).AtLeast, Is.EqualTo(TimeSpan.Zero));
    }

    [TestCase("Tue, 24 Nov 2026 12:00:00 GMT", true)]
    [TestCase("Tue, 24 Nov 2026 12:00:00 CET", false)]
    [TestCase("2026-11-24T12:00:00Z", false)]
    [TestCase("", false)]
    public void ParseDate_OfAHeader(string header, bool isDate) => Assert.That(ClockSkew.ParseDate(header), Is.EqualTo(isDate ? Date : (DateTimeOffset?)null));
}
