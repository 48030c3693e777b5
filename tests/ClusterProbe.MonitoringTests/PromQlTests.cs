using System.Collections.Immutable;
using ClusterProbe.Monitoring.PromQl;

namespace ClusterProbe.MonitoringTests;

/// <summary>Which metrics and labels a query uses, and which labels its result has.</summary>
internal sealed class PromQlTests
{
    private static readonly SeriesSchema Schema = new(new Dictionary<string, ImmutableHashSet<string>>
    {
        ["a"] = ["instance", "x", "y"],
        ["b"] = ["instance", "x", "z"],
    }.ToImmutableDictionary());

    [TestCase("a", "instance x y")]
    [TestCase("""a{x="1", y=~"a|b"}""", "instance x y")]
    [TestCase("sum(a)", "")]
    [TestCase("sum by (x) (a)", "x")]
    [TestCase("sum (a) by (x)", "x")]
    [TestCase("sum without (x) (a)", "instance y")]
    [TestCase("topk(5, a)", "instance x y")]
    [TestCase("quantile by (y) (0.5, a)", "y")]
    [TestCase("rate(a[5m])", "instance x y")]
    [TestCase("max_over_time(a[1h] @ end())", "instance x y")]
    [TestCase("a offset 1d", "instance x y")]
    [TestCase("max_over_time(sum by (x) (a)[1h:5m])", "x")]
    [TestCase("a - 1", "instance x y")]
    [TestCase("time() - a", "instance x y")]
    [TestCase("-a > bool 1e3", "instance x y")]
    [TestCase("a * on (x) b", "x")]
    [TestCase("a * ignoring (y, z) b", "instance x")]
    [TestCase("a * on (x) group_left (z) b", "instance x y z")]
    [TestCase("a * on (x) group_right () b", "instance x z")]
    [TestCase("a unless on (x) b", "instance x y")]
    [TestCase("a or b", "instance x y z")]
    [TestCase("""absent(a{x="1", y!="2"})""", "x")]
    [TestCase("sum by (x) (a) / sum by (x) (b) > 0.05 # why", "x")]
    [TestCase("vector(1)", "")]
    public void Labels_OfTheResult(string query, string labels)
    {
        var found = LabelChecker.Check(query, Schema);
        Assert.Multiple(() =>
        {
            Assert.That(found.Problems, Is.Empty);
            Assert.That(string.Join(' ', found.Labels.Order(StringComparer.Ordinal)), Is.EqualTo(labels));
        });
    }

    [TestCase("c", "no metric c")]
    [TestCase("sum(rate(c[5m])) / sum(a)", "no metric c")]
    [TestCase("""a{z="1"}""", "no label z of a")]
    [TestCase("sum by (z) (a)", "no label z below sum")]
    [TestCase("sum by (y) (sum by (x) (a))", "no label y below sum")]
    [TestCase("a and on (z) b", "no label z left of and")]
    [TestCase("a and on (y) b", "no label y right of and")]
    [TestCase("a / ignoring (w) b", "no label w on either side of /")]
    [TestCase("a * on (x) group_left (y) b", "no label y on the one side of *")]
    public void Problems_AreFound(string query, string problem) => Assert.That(LabelChecker.Check(query, Schema).Problems, Is.EqualTo(new[] { problem }));

    [TestCase("sum by (x (a)")]
    [TestCase("a{x=\"1\"")]
    [TestCase("a b")]
    [TestCase("a +")]
    [TestCase("a $ b")]
    public void WhatIsNotPromQl_IsRefused(string query) => Assert.That(() => Parser.Parse(query), Throws.TypeOf<FormatException>());
}
