using System.Globalization;
using System.Text;
using ClusterProbe.Core.Text;
using CsCheck;

namespace ClusterProbe.UnitTests.Text;

internal sealed class DisplayTextTests
{
    [TestCase("pods \"probe\" is forbidden", "pods \"probe\" is forbidden")]
    [TestCase("größe 构建 🚀", "größe 构建 🚀")]
    [TestCase("[red]not markup[/]", "[red]not markup[/]")]
    [TestCase("\u001b[31mred\u001b[0m", "\\u{1b}[31mred\\u{1b}[0m")]
    [TestCase("\u009b2J", "\\u{9b}2J")]
    [TestCase("\u001b]8;;http://evil\u0007", "\\u{1b}]8;;http://evil\\u{7}")]
    [TestCase("user\u202egnp.exe", "user\\u{202e}gnp.exe")]
    [TestCase("a\u2066b\u200bc\ufeffd", "a\\u{2066}b\\u{200b}c\\u{feff}d")]
    [TestCase("a\u2028b\u0085c", "a\\u{2028}b\\u{85}c")]
    [TestCase("one\ttwo\nthree", "one two three")]
    [TestCase("\U000e0041tag", "\\u{e0041}tag")]
    public void Clean_WritesOutWhatCouldDeceive(string text, string expected) => Assert.That(DisplayText.Clean(text), Is.EqualTo(expected));

    [Test]
    public void Clean_HalfOfASurrogatePair_IsWrittenOut()
        => Assert.That(DisplayText.Clean("half " + '\ud83d'), Is.EqualTo("half \\u{d83d}"));

    [Test]
    public void Clean_AnyText_HasNothingThatSteersATerminal()
        => Gen.String.Sample(text => DisplayText.Clean(text).EnumerateRunes().All(rune => Rune.GetUnicodeCategory(rune) is not
            (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.PrivateUse)));

    [Test]
    public void Clean_AnyText_IsTheSameWhenCleanedTwice()
        => Gen.String.Sample(text => DisplayText.Clean(DisplayText.Clean(text)) == DisplayText.Clean(text));

    [Test]
    public void Lines_SplitsAtLineBreaksOfAnyKind()
        => Assert.That(DisplayText.Lines("one\r\ntwo  \n\n \nthree\rfour"), Is.EqualTo(new[] { "one", "two", "three", "four" }));
}
