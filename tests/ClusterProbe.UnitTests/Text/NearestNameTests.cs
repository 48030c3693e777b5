using ClusterProbe.Core.Text;
using CsCheck;

namespace ClusterProbe.UnitTests.Text;

internal sealed class NearestNameTests
{
    private static readonly string[] Names = ["linux", "windows", "docker-in-docker", "CP1001", "CP1002", "arc"];

    [TestCase("linus", "linux")]
    [TestCase("Linux", "linux")]
    [TestCase("lniux", "linux")]
    [TestCase("window", "windows")]
    [TestCase("docker-on-docker", "docker-in-docker")]
    [TestCase("dockerindocker", "docker-in-docker")]
    [TestCase("CP1003", "CP1001", Description = "equally near: the first in order")]
    [TestCase("kubernetes", null)]
    [TestCase("", null)]
    [TestCase("xyz", null)]
    public void Find_GivesTheNearest(string name, string? expected) => Assert.That(NearestName.Find(name, Names), Is.EqualTo(expected));

    [Test]
    public void Find_OneLetterChanged_StillMeansTheSame()
        => Gen.Select(Gen.String[Gen.Char['a', 'z'], 4, 20], Gen.Int[0, 100]).Sample((name, position) =>
            NearestName.Find(name.Remove(position % name.Length, 1).Insert(position % name.Length, "#"), [name]) == name);

    [Test]
    public void Hint_NothingNear_ListsWhatIsValid()
        => Assert.That(NearestName.Hint("kubernetes", ["windows", "linux"]), Is.EqualTo("; valid: linux, windows"));
}
