using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using ClusterProbe.Core.Findings;
using ClusterProbe.Reporting.Json;
using CsCheck;

namespace ClusterProbe.UnitTests.Reporting;

internal sealed class JsonReporterTests
{
    private static readonly SchemaValidator Schema = new(File.ReadAllText(SchemaPath()));

    [Test]
    public void Write_MixedReport_ReadsAsInTheGoldenFile() => Golden.Verify("report.json", Write(SampleReport.Mixed));

    [Test]
    public void Write_AnyReport_ConformsToThePublishedSchema() => ReportGenerator.Reports.Sample(report => IsValid(Parse(report)), iter: 100);

    [Test]
    public void Write_AnyReport_KeepsTheFindings() => ReportGenerator.Reports.Sample(report =>
        Parse(report)["findings"]!.AsArray().Select(finding => (string)finding!["message"]!)
            .SequenceEqual(report.Evaluation.Findings.Select(finding => WellFormed(finding.Message))));

    [Test]
    public void Write_AnyReport_HasNothingThatSteersATerminal() => ReportGenerator.Reports.Sample(report => Write(report).All(character =>
        character == '\n' || !(char.IsControl(character) || char.GetUnicodeCategory(character) is UnicodeCategory.Format or UnicodeCategory.LineSeparator)));

    [TestCase("schema", "\"clusterprobe.io/report/v2\"")]
    [TestCase("exitCode", "2")]
    [TestCase("verdict", "\"ready\"")]
    [TestCase("collectedAt", "\"yesterday\"")]
    [TestCase("counts.failed", "-1")]
    [TestCase("counts.passed", "null")]
    [TestCase("findings", "{}")]
    [TestCase("findings.0.code", "\"CP9001\"")]
    [TestCase("findings.0.status", "\"ok\"")]
    [TestCase("findings.0.reason", "\"two words\"")]
    [TestCase("findings.0.category", "\"Admission\"")]
    [TestCase("findings.0.evidence", "null")]
    [TestCase("findings.1.remediation", "\"do it\"")]
    [TestCase("findings.0.subject.surprise", "1")]
    [TestCase("platform.surprise", "1")]
    [TestCase("surprise", "1")]
    public void Schema_DamagedValue_IsRefused(string path, string value)
    {
        var report = Parse(SampleReport.Mixed);
        var (parent, field) = JsonPaths.Find(report, path);
        parent[field] = JsonNode.Parse(value);
        Assert.That(IsValid(report), Is.False);
    }

    [Test]
    public void Schema_AnyFieldMissing_IsRefused()
    {
        foreach (var path in JsonPaths.Of(Parse(SampleReport.Mixed)).ToArray())
        {
            var report = Parse(SampleReport.Mixed);
            var (parent, field) = JsonPaths.Find(report, path);
            parent.AsObject().Remove(field);
            Assert.That(IsValid(report), Is.False, path);
        }
    }

    private static bool IsValid(JsonNode report) => !Schema.Errors(report).Any();

    /// <summary>JSON can't carry half a surrogate pair.</summary>
    private static string WellFormed(string text) => string.Concat(text.EnumerateRunes());

    private static JsonNode Parse(Report report) => JsonNode.Parse(Write(report))!;

    private static string Write(Report report)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        new JsonReporter(output).Write(report);
        return output.ToString();
    }

    private static string SchemaPath([CallerFilePath] string here = "")
        => Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/report.schema.json");
}
