using ClusterProbe.Core.Mesh;

namespace ClusterProbe.UnitTests.Mesh;

internal sealed class DestinationRulesTests
{
    private const string FullHost = "s.build.svc.cluster.local";

    private static readonly DestinationRule InService = Rule("build", "service", "s");
    private static readonly DestinationRule InClient = Rule("delegate", "client", FullHost);
    private static readonly DestinationRule InRoot = Rule("istio-system", "root", "*.svc.cluster.local");

    private static IEnumerable<TestCaseData> Lookups
    {
        get
        {
            yield return new TestCaseData(new[] { InRoot, InService, InClient }, "client").SetName("{m} the client's namespace comes first");
            yield return new TestCaseData(new[] { InRoot, InService }, "service").SetName("{m} the Service's namespace comes second");
            yield return new TestCaseData(new[] { InRoot }, "root").SetName("{m} the root namespace comes last");
            yield return new TestCaseData(new[] { Rule("elsewhere", "x", FullHost) }, null).SetName("{m} other namespaces do not count");
            yield return new TestCaseData(new[] { InService with { ExportTo = ["."] }, InRoot }, "root").SetName("{m} a rule that is not exported does not count");
            yield return new TestCaseData(new[] { Rule("delegate", "x", "s") }, null).SetName("{m} a short name means the rule's own namespace");
            yield return new TestCaseData(new[] { Rule("build", "wide", "*.build.svc.cluster.local"), InService }, "service").SetName("{m} the specific host comes first");
            yield return new TestCaseData(new[] { Rule("build", "wide", "*"), Rule("build", "narrow", "*.build.svc.cluster.local") }, "narrow").SetName("{m} the longer wildcard comes first");
            yield return new TestCaseData(new[] { InService with { Revision = "canary" } }, null).SetName("{m} another revision's rule is not seen");
            yield return new TestCaseData(new[] { Rule("build", "b", "s"), Rule("build", "a", "s") }, "a").SetName("{m} equal ages are in the order of the names");
            yield return new TestCaseData(new[] { Rule("build", "a", "s"), WithPolicy("b") }, "b").SetName("{m} the first traffic policy of several rules for a host counts");
            yield return new TestCaseData(new[] { WithPolicy("a"), WithPolicy("b") }, "a").SetName("{m} a rule with a traffic policy stands");
            yield return new TestCaseData(new[] { Rule("build", "a", "s"), WithPolicy("b") with { ExportTo = ["delegate"] } }, "a").SetName("{m} a rule that is exported to fewer namespaces is not merged");
            yield return new TestCaseData(new[] { Rule("build", "a", "s") with { ExportTo = ["delegate"] }, WithPolicy("b") with { ExportTo = ["delegate", "."] } }, "b").SetName("{m} a rule that is exported to more namespaces is merged");
            yield return new TestCaseData(new[] { Rule("build", "a", "s"), WithPolicy("b") with { Host = "*.build.svc.cluster.local" } }, "a").SetName("{m} a rule for a wider host is not merged");
        }
    }

    [TestCaseSource(nameof(Lookups))]
    public void Rule_ForAService_IsTheOneThatIstioLooksUp(DestinationRule[] rules, string? expected)
        => Assert.That(
            DestinationRules.For(rules, new ServiceFact("build", "s"), "delegate", "istio-system", "default")?.Name,
            Is.EqualTo(expected));

    [Test]
    public void Mode_WithASettingOfThePort_IsReplacedEvenByNothing()
        => Assert.That(
            (InService with { Mode = ClientTlsMode.Disable, Ports = [new PortTls(20001, ClientTlsMode.Unset)] }).ModeOf(20001),
            Is.EqualTo(ClientTlsMode.Unset));

    private static DestinationRule WithPolicy(string name) => Rule("build", name, "s") with { HasTrafficPolicy = true };

    private static DestinationRule Rule(string @namespace, string name, string host) => new(@namespace, name, DateTimeOffset.UnixEpoch, host);
}
