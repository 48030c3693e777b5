using ClusterProbe.Core.Mesh;

namespace ClusterProbe.UnitTests.Mesh;

internal sealed class SidecarScopeTests
{
    private const int Port = 20001;

    private static readonly ServiceFact Service = new("build", "builds");
    private static readonly RuleClient Client = new("delegate", "istio-system", "default") { Labels = PolicyNotation.Labels("app=delegate") };

    private static IEnumerable<TestCaseData> Scopes
    {
        get
        {
            yield return Case("there is none", [], [""]);
            yield return Case("one of the namespace", [Of("delegate", "own")], ["own"]);
            yield return Case("one of another namespace", [Of("build", "other")], [""]);
            yield return Case("the root namespace's stands in", [Of("istio-system", "mesh")], ["mesh"]);
            yield return Case("the namespace's beats the root's", [Of("istio-system", "mesh"), Of("delegate", "own", age: 1)], ["own"]);
            yield return Case("one of the root namespace with a selector is for its own pods", [Of("istio-system", "mesh", "app=delegate")], [""]);
            yield return Case("one that selects the client beats an older one for all", [Of("delegate", "all"), Of("delegate", "selects", "app=delegate", age: 1)], ["selects"]);
            yield return Case("one that selects others", [Of("delegate", "selects", "app=other"), Of("istio-system", "mesh")], ["mesh"]);
            yield return Case("the older of two", [Of("delegate", "young", age: 2), Of("delegate", "old", age: 1)], ["old"]);
            yield return Case("of the same age, by name", [Of("delegate", "b"), Of("delegate", "a")], ["a"]);
            yield return Case("one of another revision", [Of("delegate", "canary") with { Revision = "canary" }], [""]);
        }
    }

    [TestCaseSource(nameof(Scopes))]
    public void Scope_OfAClient_IsTheOneThatIstioChooses(SidecarConfig[] configs, string[] expected)
        => Assert.That(SidecarScope.Of(configs, Client).Select(scope => scope.Config?.Name ?? ""), Is.EqualTo(expected));

    [Test]
    public void Scope_OfAClientWithUnknownLabels_MayBeAnyThatSelects()
        => Assert.That(
            SidecarScope.Of([Of("delegate", "all"), Of("delegate", "a", "app=x")], Client with { Labels = null }).Select(scope => scope.Config?.Name),
            Is.EqualTo(["a", "all"]));

    [TestCase("*/*", true)]
    [TestCase("build/*", true)]
    [TestCase("build/builds.build.svc.cluster.local", true)]
    [TestCase("*/builds.build.svc.cluster.local", true)]
    [TestCase("*/*.build.svc.cluster.local", true)]
    [TestCase("./*", false)]
    [TestCase("~/*", false)]
    [TestCase("other/*", false)]
    [TestCase("build/builds", false)]
    [TestCase("build/*.other.svc.cluster.local", false)]
    [TestCase("*", false)]
    [TestCase("a/b/c", false)]
    public void Knows_AHost_AsItsPatternSays(string host, bool expected)
        => Assert.That(Knows(new EgressListener([host])), Is.EqualTo(expected ? LabelMatch.Yes : LabelMatch.No));

    [Test]
    public void Knows_TheOwnNamespace_ByADot()
        => Assert.That(new SidecarScope(Of("delegate", "s") with { Egress = [new EgressListener(["./*"])] }).Knows(Service, Port, "build"), Is.EqualTo(LabelMatch.Yes));

    [TestCase(Port, true)]
    [TestCase(8080, false)]
    public void Knows_AListenerForOnePort_OnThatPortOnly(int port, bool expected)
        => Assert.That(Knows(new EgressListener(["*/*"]) { Port = port }), Is.EqualTo(expected ? LabelMatch.Yes : LabelMatch.No));

    [Test]
    public void Knows_ABoundListener_CannotBeTold() => Assert.That(Knows(new EgressListener(["*/*"]) { IsBound = true }), Is.EqualTo(LabelMatch.Maybe));

    [Test]
    public void Knows_WithoutListeners_Everything() => Assert.That(Knows(), Is.EqualTo(LabelMatch.Yes));

    private static LabelMatch Knows(params EgressListener[] listeners) => new SidecarScope(Of("delegate", "s") with { Egress = [.. listeners] }).Knows(Service, Port, "delegate");

    private static SidecarConfig Of(string @namespace, string name, string? labels = null, int age = 0)
        => new(@namespace, name, DateTimeOffset.UnixEpoch.AddSeconds(age)) { PodLabels = labels is null ? null : PolicyNotation.Labels(labels) };

    private static TestCaseData Case(string name, SidecarConfig[] configs, string[] expected) => new TestCaseData(configs, expected).SetName($"{{m}} {name}");
}
