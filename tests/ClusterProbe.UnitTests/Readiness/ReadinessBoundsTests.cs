using System.Text.Json;
using ClusterProbe.Core.Readiness;

namespace ClusterProbe.UnitTests.Readiness;

internal sealed class ReadinessBoundsTests
{
    private static readonly string Long = new('"', 100_000);

    [Test]
    public void Status_OfAnySize_StaysFarBelowTheLimitOfEtcd()
    {
        var bounded = ReadinessBounds.Apply(new ClusterReadinessStatus
        {
            Findings = [.. Enumerable.Range(0, 500).Select(_ => Finding(new string('"', ReadinessLimits.ManifestLength)))],
            Slots = [.. Enumerable.Repeat(new ShapeSlots("namespace", "shape", 1, 2), 5000)],
            Admission = [.. Enumerable.Repeat(new ShapeAdmission("namespace", "shape", "declared", "admitted", ""), 5000)],
            Transitions = [.. Enumerable.Repeat(new Transition(default, "Ready", "True", "False", "Because", Long), 500)],
        });
        Assert.That(JsonSerializer.SerializeToUtf8Bytes(bounded, ReadinessContext.Default.ClusterReadinessStatus), Has.Length.LessThan(1_200_000));
        Assert.That((bounded.Findings.Length, bounded.FindingsOmitted), Is.EqualTo((50, 450)));
    }

    [Test]
    public void Manifest_TooLong_IsLeftOutRatherThanCut()
        => Assert.That(ReadinessBounds.Apply(new ClusterReadinessStatus { Findings = [Finding(Long)] }).Findings[0].Manifest, Is.Null);

    [Test]
    public void Status_WithinLimits_StaysAsItIs()
    {
        var status = new ClusterReadinessStatus { Findings = [Finding("kind: Namespace") with { Message = "short", Fix = "so", Evidence = ["e"] }] };
        Assert.That(
            JsonSerializer.Serialize(ReadinessBounds.Apply(status), ReadinessContext.Default.ClusterReadinessStatus),
            Is.EqualTo(JsonSerializer.Serialize(status, ReadinessContext.Default.ClusterReadinessStatus)));
    }

    [TestCase("abcdef", 6, "abcdef")]
    [TestCase("abcdefg", 6, "abcde…")]
    [TestCase("abcd😀fg", 6, "abcd…")]
    public void Text_IsCutBetweenCharacters(string text, int longest, string expected) => Assert.That(ReadinessBounds.Text(text, longest), Is.EqualTo(expected));

    private static FindingStatusEntry Finding(string manifest) => new()
    {
        Code = "CP1001",
        Title = "title",
        Category = "admission",
        SubjectKind = "pod",
        Status = "fail",
        Reason = "Because",
        Message = Long,
        Evidence = [.. Enumerable.Repeat(Long, 20)],
        Fix = Long,
        Manifest = manifest,
    };
}
