using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Core.Scheduling;

namespace ClusterProbe.UnitTests.Scheduling;

/// <summary>Terms are separated by <c>|</c>, expressions by <c>;</c>, and <c>@</c> marks one on fields: <c>zone In a,b; @metadata.name In n</c>.</summary>
internal sealed class NodeAffinityTests
{
    private static readonly NodeFact Node = new()
    {
        Name = "n",
        Labels = ImmutableSortedDictionary<string, string>.Empty.Add("os", "linux").Add("arch", "amd64").Add("zone", "a").Add("cores", "8").Add("empty", ""),
    };

    [TestCase("", null, true, TestName = "F01")]
    [TestCase("os=linux", null, true, TestName = "F02")]
    [TestCase("os=windows", null, false, TestName = "F03")]
    [TestCase("os=linux", "zone In b", false, TestName = "F04")]
    [TestCase("", "zone In b | arch In amd64", true, TestName = "F05")]
    [TestCase("", "zone In a; arch In arm64", false, TestName = "F06")]
    [TestCase("", "", false, TestName = "F07")]
    [TestCase("", " | zone Exists", true, TestName = "F08")]
    [TestCase("", "gpu NotIn t4", true, TestName = "F09")]
    [TestCase("", "gpu DoesNotExist", true, TestName = "F10")]
    [TestCase("", "cores Gt 7", true, TestName = "F11")]
    [TestCase("", "zone Gt 7", false, TestName = "F12")]
    [TestCase("gpu=", null, false)]
    [TestCase("empty=", null, true)]
    [TestCase("", "cores Lt 9", true)]
    [TestCase("", "cores Lt 8", false)]
    [TestCase("", "cores Gt -1", false, Description = "a label value can't start with a sign, so that the term can't be parsed")]
    [TestCase("", "cores Gt 99999999999999999999", false)]
    [TestCase("", "cores Gt 7.5", false)]
    [TestCase("", "cores Gt 7,8", false)]
    [TestCase("", "gpu Gt 0", false)]
    [TestCase("", "zone Is a", false)]
    [TestCase("", "zone Is a | zone In a", true)]
    [TestCase("", "zone In", false)]
    [TestCase("", "zone NotIn", false)]
    [TestCase("", "zone Exists a", false)]
    [TestCase("", "gpu DoesNotExist a", false)]
    [TestCase("", "zone NotIn not*valid", false)]
    [TestCase("", "no*key NotIn a", false)]
    [TestCase("", "Example.com/x NotIn a", false)]
    [TestCase("", "example.com/x NotIn a", true)]
    [TestCase("", "@metadata.name In n", true)]
    [TestCase("", "@metadata.name In m", false)]
    [TestCase("", "@metadata.name NotIn n", false)]
    [TestCase("", "@metadata.name In n,m", false)]
    [TestCase("", "@metadata.name Exists", false)]
    [TestCase("", "@spec.unschedulable In true", false)]
    [TestCase("", "@spec.unschedulable NotIn true", true)]
    [TestCase("", "zone In a; @metadata.name In m", false)]
    [TestCase("", "zone In b; @metadata.name In n", false)]
    public void Matches_SelectorAndTerms_AsTheSchedulerDecides(string selector, string? terms, bool matches)
    {
        var labels = selector.Split(',', StringSplitOptions.RemoveEmptyEntries).ToImmutableSortedDictionary(pair => pair.Split('=')[0], pair => pair.Split('=')[1]);
        Assert.That(NodeAffinity.Matches(labels, terms is null ? null : [.. terms.Split('|').Select(Term)], Node), Is.EqualTo(matches));
    }

    [Test]
    public void Matches_EmptyListOfTerms_Nothing()
        => Assert.That(NodeAffinity.Matches(ImmutableSortedDictionary<string, string>.Empty, [], Node), Is.False);

    private static NodeSelectorTerm Term(string text)
    {
        var requirements = text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new NodeSelectorTerm(
            [.. requirements.Where(requirement => requirement[0] != '@').Select(Requirement)],
            [.. requirements.Where(requirement => requirement[0] == '@').Select(requirement => Requirement(requirement[1..]))]);
    }

    private static NodeSelectorRequirement Requirement(string text)
    {
        var parts = text.Split(' ');
        return new NodeSelectorRequirement(parts[0], parts[1], [.. (parts.Length > 2 ? parts[2] : "").Split(',', StringSplitOptions.RemoveEmptyEntries)]);
    }
}
