using System.Reflection;
using ClusterProbe.Core.Checks;

namespace ClusterProbe.UnitTests;

/// <summary>Guards the design: who may reference whom, and what every check owes.</summary>
internal sealed class ArchitectureTests
{
    [TestCase("ClusterProbe.Core")]
    [TestCase("ClusterProbe.Kubernetes", "ClusterProbe.Core")]
    [TestCase("ClusterProbe.Reporting", "ClusterProbe.Core")]
    [TestCase("ClusterProbe.Simulator", "ClusterProbe.Core")]
    [TestCase("ClusterProbe.Agent", "ClusterProbe.Core", "ClusterProbe.Kubernetes", "ClusterProbe.Reporting")]
    public void Assembly_ReferencesOnlyTheLayersBelow(string assembly, params string[] allowed)
        => Assert.That(
            Assembly.Load(assembly).GetReferencedAssemblies().Select(reference => reference.Name).Where(IsOurs),
            Is.SubsetOf(allowed));

    [Test]
    public void Core_ReferencesNothingThatDoesIo()
        => Assert.That(
            typeof(Check).Assembly.GetReferencedAssemblies().Select(reference => reference.Name),
            Has.None.Matches<string>(name => name!.StartsWith("System.Net", StringComparison.Ordinal)
                || name.StartsWith("KubernetesClient", StringComparison.Ordinal)
                || name is "System.IO.FileSystem" or "System.Console" or "System.Diagnostics.Process"));

    [Test]
    public void Registry_HoldsEveryCheckOfTheAssembly()
        => Assert.That(
            CheckRegistry.All.Select(check => check.GetType()),
            Is.EquivalentTo(typeof(Check).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Check)) && !type.IsAbstract)));

    [Test]
    public void Registry_HasUniqueCodes()
        => Assert.That(CheckRegistry.All.Select(check => check.Code), Is.Unique);

    [TestCaseSource(nameof(Checks))]
    public void Check_KeepsTheHouseRules(Check check)
    {
        Assert.Multiple(() =>
        {
            Assert.That(check.Code, Does.Match(@"\ACP[1-8][0-9]{3}\z"));
            Assert.That(check.Code[2] - '1', Is.EqualTo((int)check.Category), "the first digit is the category's");
            Assert.That(check.Title, Does.Match(@"\A\S.*[^.]\z"));
            Assert.That(check.Needs, Is.Not.Empty);
            Assert.That(check.Reasons, Is.Unique.And.All.Match(@"\A([A-Z][a-z0-9]+)+\z"));
            Assert.That(check.GetType().IsSealed);
            Assert.That(CheckDocumentation.PageFor(check.Code), Does.StartWith($"# {check.Code}"), $"docs/checks/{check.Code}.md");
        });
    }

    private static IEnumerable<TestCaseData> Checks => CheckRegistry.All.Select(check => new TestCaseData(check).SetArgDisplayNames(check.Code));

    private static bool IsOurs(string? name) => name?.StartsWith("ClusterProbe", StringComparison.Ordinal) == true;
}
