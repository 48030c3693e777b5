using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Yaml;
using ClusterProbe.Reporting.Fixes;

namespace ClusterProbe.UnitTests.Reporting;

internal sealed class FixPlannerTests
{
    [Test]
    public void Plan_SeveralSubjectsOfOneCheck_StandInOneFileOnce()
    {
        var plan = Plan(
            Fix("CP3002", Service("ci-a")), Fix("CP3002", Service("ci-b")), Fix("CP3002", Service("ci-a")));
        Assert.That(plan.Files.Select(file => file.Name), Is.EqualTo(new[] { "CP3002.yaml" }));
        Assert.That(Body(plan.Files[0]), Is.EqualTo($"{Service("ci-a")}---\n{Service("ci-b")}"));
        Assert.That(plan.Conflicts, Is.Empty);
    }

    [Test]
    public void Plan_TwoFixesOfOneNamespace_AreMergedWhereverTheyStand()
    {
        var plan = Plan(Fix("CP1002", Labelled(("a", "1"))), Fix("CP3003", Labelled(("b", "2"))));
        var expected = Labelled(("a", "1"), ("b", "2"));
        Assert.That(plan.Files.Select(Body), Is.EqualTo(new[] { expected, expected }));
    }

    [Test]
    public void Plan_TwoFixesOfOneRole_GrantWhatBothGrant()
    {
        var plan = Plan(Fix("CP4001", Role("pods")), Fix("CP4002", Role("secrets")));
        Assert.That(plan.Files.Select(Body), Is.EqualTo(new[] { Role("pods", "secrets"), Role("pods", "secrets") }));
    }

    [Test]
    public void Plan_FixesThatDisagree_SaysSoAndWritesTheFirst()
    {
        var plan = Plan(Fix("CP1002", Labelled(("a", "1"))), Fix("CP1003", Labelled(("a", "2"))));
        Assert.That(plan.Files.Select(Body), Is.EqualTo(new[] { Labelled(("a", "1")) }));
        Assert.That(plan.Conflicts, Is.EqualTo(new[] { new FixConflict("Namespace ci", "CP1002", "CP1003", "metadata.labels.a") }));
    }

    [TestCase("baseline", "privileged")]
    [TestCase("privileged", "baseline")]
    public void Plan_TwoPodSecurityLevels_TakesTheOneThatDoesForBoth(string first, string second)
    {
        var plan = Plan(Fix("CP1001", SampleReport.LabelManifest("ci", first)), Fix("CP1002", SampleReport.LabelManifest("ci", second)));
        var expected = SampleReport.LabelManifest("ci", "privileged");
        Assert.That(plan.Files.Select(Body), Is.EqualTo(new[] { expected, expected }));
        Assert.That(plan.Conflicts, Is.Empty);
    }

    [Test]
    public void Plan_FixThatNothingRequires_StandsApartAndLeavesTheRequiredOnesAlone()
    {
        var plan = Plan(Fix("CP1002", Labelled(("b", "2"))) with { Required = false }, Fix("CP1001", Labelled(("a", "1"))));
        Assert.That(plan.Files.Select(file => (file.Name, file.IsOptional)), Is.EqualTo(new[] { ("CP1001.yaml", false), ("optional/CP1002.yaml", true) }));
        Assert.That(plan.Files.Select(Body), Is.EqualTo(new[] { Labelled(("a", "1")), Labelled(("a", "1"), ("b", "2")) }), "applying the second does not undo the first");
    }

    [Test]
    public void Plan_OneCheckWithFixesOfBothKinds_HasAFileForEach()
        => Assert.That(
            Plan(Fix("CP1002", Service("a")), Fix("CP1002", Service("b")) with { Required = false }).Files.Select(file => (file.Name, Body(file))),
            Is.EqualTo(new[] { ("CP1002.yaml", Service("a")), ("optional/CP1002.yaml", Service("b")) }));

    [Test]
    public void Plan_FixThatNothingRequiresAgainstARequiredOne_IsLeftOut()
    {
        var plan = Plan(Fix("CP1002", Labelled(("a", "2"))) with { Required = false }, Fix("CP1003", Labelled(("a", "1"))));
        Assert.That(plan.Files.Select(Body), Is.EqualTo(new[] { Labelled(("a", "1")) }));
        Assert.That(plan.Conflicts, Is.EqualTo(new[] { new FixConflict("Namespace ci", "CP1003", "CP1002", "metadata.labels.a") }));
    }

    [Test]
    public void Plan_NamespaceThatOptionalFilesNeed_ComesFirstAmongThem()
        => Assert.That(
            Plan(Fix("CP4001", Role("pods")) with { Required = false }, Fix("CP6001", Labelled()) with { Required = false }).Files.Select(file => file.Name),
            Is.EqualTo(new[] { "optional/CP0000-namespaces.yaml", "optional/CP4001.yaml", "optional/CP6001.yaml" }));

    [Test]
    public void Plan_NamespaceThatOtherFilesNeed_ComesFirst()
    {
        var plan = Plan(Fix("CP4001", Role("pods")), Fix("CP6001", Labelled()));
        Assert.That(plan.Files.Select(file => file.Name), Is.EqualTo(new[] { "CP0000-namespaces.yaml", "CP4001.yaml", "CP6001.yaml" }));
        Assert.That(Body(plan.Files[0]), Is.EqualTo(Labelled()));
    }

    [Test]
    public void Plan_NamespaceBesideItsObjects_ComesFirstInTheFile()
        => Assert.That(Body(Plan(Fix("CP6001", $"{Role("pods")}---\n{Labelled()}")).Files.Single()), Is.EqualTo($"{Labelled()}---\n{Role("pods")}"));

    [TestCase(FindingStatus.Pass)]
    [TestCase(FindingStatus.Skip)]
    public void Plan_NothingToFix_WritesNothing(FindingStatus status)
        => Assert.That(Plan(Fix("CP4001", Role("pods")) with { Status = status }).Files, Is.Empty);

    [Test]
    public void Plan_WaivedFinding_IsLeftAlone()
        => Assert.That(Plan(Fix("CP4001", Role("pods")) with { Waiver = new Waiver("CP4001", null, "accepted", "me", null) }).Files, Is.Empty);

    [Test]
    public void Plan_RemediationText_CanNotLeaveItsComment()
    {
        var fix = Fix("CP4001", Role("pods")) with { Remediation = new Remediation("first\nkind: Pod", FixKind.IdentityRole, Role("pods")) };
        Assert.That(Plan(fix).Files.Single().Content, Is.EqualTo($"{FixPlanner.Header}\n# CP4001: first kind: Pod\n{Role("pods")}"));
    }

    private static FixPlan Plan(params Finding[] findings) => FixPlanner.Plan(new Evaluation([.. findings]));

    private static Finding Fix(string code, string manifest)
        => SampleReport.Finding(code, "it holds", FindingStatus.Fail, Subject.Cluster, "Said.") with { Remediation = new Remediation("Apply it.", FixKind.IdentityRole, manifest) };

    private static string Body(FixFile file) => string.Concat(file.Content.Split('\n').SkipWhile(line => line.StartsWith('#')).Select(line => line + "\n")).TrimEnd('\n') + "\n";

    private static string Service(string space) => YamlWriter.Write(
        ("apiVersion", "v1"),
        ("kind", "Service"),
        ("metadata", new (string, object)[] { ("name", "builds"), ("namespace", space) }),
        ("spec", new (string, object)[] { ("clusterIP", "None"), ("ports", new object[] { new (string, object)[] { ("port", 20001) } }) }));

    private static string Labelled(params (string Key, string Value)[] labels) => YamlWriter.Write(
        ("apiVersion", "v1"),
        ("kind", "Namespace"),
        ("metadata", new (string, object)[] { ("name", "ci"), ("labels", labels.Select(label => (label.Key, (object)label.Value))) }));

    private static string Role(params string[] resources) => YamlWriter.Write(
        ("apiVersion", "rbac.authorization.k8s.io/v1"),
        ("kind", "Role"),
        ("metadata", new (string, object)[] { ("name", "ci"), ("namespace", "ci") }),
        ("rules", resources.Select(resource => (object)new (string, object)[] { ("resources", new object[] { resource }), ("verbs", new object[] { "create", "*" }) })));
}
