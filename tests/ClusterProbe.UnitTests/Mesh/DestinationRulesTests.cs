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
            yield return new TestCaseData(new[] { WithPolicy("a"), WithPolicy("b") with { ExportTo = ["delegate"] } }, "b").SetName("{m} of rules that are exported to others each, the last one counts");
            yield return new TestCaseData(new[] { WithPolicy("a"), WithPolicy("b") with { ExportTo = ["elsewhere"] } }, "a").SetName("{m} a rule that is exported to somebody else only does not count");
            yield return new TestCaseData(new[] { Rule("build", "a", "s") with { ExportTo = ["delegate"] }, WithPolicy("b") with { ExportTo = ["delegate", "."] } }, "b").SetName("{m} a rule that is exported to more namespaces is merged");
            yield return new TestCaseData(new[] { WithPolicy("a") with { ExportTo = ["delegate"] }, WithPolicy("b") with { ExportTo = ["delegate", "."] } }, "a").SetName("{m} a rule with a traffic policy keeps it when one for more namespaces is merged");
            yield return new TestCaseData(new[] { Rule("build", "narrow", "s") with { ExportTo = ["elsewhere"] }, Rule("build", "wide", "*"), InRoot }, "root").SetName("{m} where the most specific host is not exported, a wider one of the same namespace does not stand in");
            yield return new TestCaseData(new[] { InClient with { ExportTo = ["elsewhere"] }, InService }, "service").SetName("{m} a rule of the client's namespace that is for others only does not count there");
            yield return new TestCaseData(new[] { InClient with { ExportTo = ["."] }, InService }, "client").SetName("{m} a private rule of the client's namespace counts there");
            yield return new TestCaseData(new[] { Selecting("selects", "app=delegate"), InClient }, "selects").SetName("{m} a rule that selects the client comes before one that selects nobody");
            yield return new TestCaseData(new[] { InClient, Selecting("selects", "app=other") }, "client").SetName("{m} a rule that selects another client does not count");
            yield return new TestCaseData(new[] { Selecting("selects", "app=other"), InService }, null).SetName("{m} a rule that selects another client still hides those of other namespaces");
            yield return new TestCaseData(new[] { Selecting("selects", ""), InClient }, "selects").SetName("{m} an empty selector selects every client");
            yield return new TestCaseData(new[] { Selecting("selects", "app=delegate") with { Namespace = "build" }, InRoot }, "root").SetName("{m} a rule that selects clients is not exported");
            yield return new TestCaseData(new[] { Selecting("selects", "app=other"), InClient with { ExportTo = ["."], HasTrafficPolicy = true } }, null).SetName("{m} a private rule is lost in one that selects clients");
            yield return new TestCaseData(new[] { Rule("build", "a", "s"), WithPolicy("b") with { Host = "*.build.svc.cluster.local" } }, "a").SetName("{m} a rule for a wider host is not merged");
        }
    }

    [TestCaseSource(nameof(Lookups))]
    public void Rule_ForAService_IsTheOneThatIstioLooksUp(DestinationRule[] rules, string? expected)
        => Assert.That(
            DestinationRules.For(rules, new ServiceFact("build", "s"), Client).Select(rule => rule?.Name),
            Is.EqualTo([expected]));

    [Test]
    public void Rule_OfTheRootNamespaceForItsOwnClients_CountsWhenItIsPrivate()
        => Assert.That(
            DestinationRules.For([InService, InRoot with { ExportTo = ["."] }], new ServiceFact("build", "s"), Client with { Namespace = "istio-system" }).Select(rule => rule?.Name),
            Is.EqualTo(["root"]));

    [Test]
    public void Rule_OfAMeshWhereRulesArePrivate_IsNotSeenFromElsewhere()
        => Assert.That(DestinationRules.For([InService, InRoot], new ServiceFact("build", "s"), Client with { RulesArePrivate = true }), Is.EqualTo([(DestinationRule?)null]));

    [Test]
    public void Rule_ForAClientOfUnknownLabels_MayBeAnyThatSelects()
        => Assert.That(
            DestinationRules.For([InClient, Selecting("a", "app=x"), Selecting("b", "app=y")], new ServiceFact("build", "s"), Client with { Labels = null }).Select(rule => rule?.Name),
            Is.EqualTo(["a", "b", "client"]));

    [Test]
    public void Mode_WithASettingOfThePort_IsReplacedEvenByNothing()
        => Assert.That(
            (InService with { Mode = ClientTlsMode.Disable, Ports = [new PortTls(20001, ClientTlsMode.Unset)] }).ModeOf(20001),
            Is.EqualTo(ClientTlsMode.Unset));

    private static RuleClient Client { get; } = new("delegate", "istio-system", "default") { Labels = PolicyNotation.Labels("app=delegate") };

    private static DestinationRule Selecting(string name, string labels) => Rule("delegate", name, FullHost) with { ClientLabels = PolicyNotation.Labels(labels) };

    private static DestinationRule WithPolicy(string name) => Rule("build", name, "s") with { HasTrafficPolicy = true };

    private static DestinationRule Rule(string @namespace, string name, string host) => new(@namespace, name, DateTimeOffset.UnixEpoch, host);
}
