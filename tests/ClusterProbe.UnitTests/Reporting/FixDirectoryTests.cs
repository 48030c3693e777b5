using ClusterProbe.Reporting.Fixes;

namespace ClusterProbe.UnitTests.Reporting;

internal sealed class FixDirectoryTests
{
    private string directory = "";

    [SetUp]
    public void CreateDirectory() => directory = Directory.CreateTempSubdirectory("fixes-").FullName;

    [TearDown]
    public void DeleteDirectory() => Directory.Delete(directory, recursive: true);

    [Test]
    public void Write_NewDirectory_HoldsTheFilesAndNothingElse()
    {
        var target = Path.Combine(directory, "a/b");
        var written = FixDirectory.Write(target, Plan("CP1002.yaml", "CP3002.yaml")).Required;
        Assert.That(Directory.EnumerateFileSystemEntries(target), Is.EquivalentTo(written));
        Assert.That(File.ReadAllText(written[1]), Is.EqualTo(Content("CP3002.yaml")));
    }

    [Test]
    public void Write_FileOfOurs_IsReplaced()
    {
        FixDirectory.Write(directory, new FixPlan([new FixFile("CP1002.yaml", $"{FixPlanner.Header}\nold: true\n")], []));
        FixDirectory.Write(directory, Plan("CP1002.yaml"));
        Assert.That(File.ReadAllText(Path.Combine(directory, "CP1002.yaml")), Is.EqualTo(Content("CP1002.yaml")));
    }

    [TestCase("kind: Namespace\n")]
    [TestCase("")]
    [TestCase("# Written by somebody\n")]
    public void Write_FileOfSomebodyElse_IsKeptAndNothingIsWritten(string content)
    {
        var foreign = Path.Combine(directory, "CP3002.yaml");
        File.WriteAllText(foreign, content);
        Assert.That(() => FixDirectory.Write(directory, Plan("CP1002.yaml", "CP3002.yaml")), Throws.TypeOf<IOException>().With.Message.Contains(foreign));
        Assert.That(File.ReadAllText(foreign), Is.EqualTo(content));
        Assert.That(Directory.EnumerateFileSystemEntries(directory), Is.EqualTo(new[] { foreign }));
    }

    [Test]
    public void Write_DirectoryInTheWay_IsRefused()
    {
        Directory.CreateDirectory(Path.Combine(directory, "CP1002.yaml"));
        Assert.That(() => FixDirectory.Write(directory, Plan("CP1002.yaml")), Throws.TypeOf<IOException>());
    }

    [Test]
    public void Write_FileOfAnEarlierRun_IsKeptAndNamed()
    {
        FixDirectory.Write(directory, Plan("CP1002.yaml"));
        File.WriteAllText(Path.Combine(directory, "CP9.yaml"), "mine: true\n");
        Assert.That(FixDirectory.Write(directory, Plan("CP3002.yaml")).LeftFromBefore, Is.EqualTo(new[] { Path.Combine(directory, "CP1002.yaml") }));
    }

    [Test]
    public void Write_OptionalFiles_AreInAFolderThatApplyingTheDirectoryLeavesOut()
    {
        var written = FixDirectory.Write(directory, Plan("CP1002.yaml", "optional/CP1003.yaml"));
        Assert.That(written.Required, Is.EqualTo(new[] { Path.Combine(directory, "CP1002.yaml") }));
        Assert.That(written.Optional, Is.EqualTo(new[] { Path.Combine(directory, "optional/CP1003.yaml") }));
        Assert.That(Directory.EnumerateFiles(directory).Select(Path.GetFileName), Is.EqualTo(new[] { "CP1002.yaml" }));
        Assert.That(File.ReadAllText(written.Optional[0]), Is.EqualTo(Content("optional/CP1003.yaml")));
    }

    [Test]
    public void Write_OptionalFileOfAnEarlierRun_IsKeptAndNamed()
    {
        FixDirectory.Write(directory, Plan("optional/CP1003.yaml"));
        Assert.That(FixDirectory.Write(directory, Plan("CP1002.yaml")).LeftFromBefore, Is.EqualTo(new[] { Path.Combine(directory, "optional", "CP1003.yaml") }));
    }

    private static FixPlan Plan(params string[] names) => new([.. names.Select(name => new FixFile(name, Content(name)))], []);

    private static string Content(string name) => $"{FixPlanner.Header}\nname: {name}\n";
}
