using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using ClusterProbe.Reporting.Agent;
using ClusterProbe.Reporting.Json;
using CsCheck;

namespace ClusterProbe.UnitTests.Reporting;

internal sealed class AgentReportJsonTests
{
    private static readonly SchemaValidator Schema = new(File.ReadAllText(SchemaPath()));

    private static IEnumerable<AgentReport> Samples =>
    [
        SampleAgentReport.NotReady, SampleAgentReport.Ready, SampleAgentReport.NotEvaluated, SampleAgentReport.NotRead,
        SampleAgentReport.NoProfile, SampleAgentReport.Several, SampleAgentReport.Stale,
    ];

    [Test]
    public void Write_Samples_ConformToThePublishedSchema()
    {
        foreach (var report in Samples) Assert.That(Schema.Errors(Parse(report)), Is.Empty);
    }

    [Test]
    public void Write_AnyReport_ConformsToThePublishedSchema()
        => AgentReportGenerator.Reports.Sample(report => !Schema.Errors(Parse(report)).Any(), iter: 50);

    [Test]
    public void Write_AnyReport_HasNothingThatSteersATerminal() => AgentReportGenerator.Reports.Sample(
        report => Write(report).All(character => character == '\n' || !(char.IsControl(character) || char.GetUnicodeCategory(character) == UnicodeCategory.Format)),
        iter: 50);

    [TestCase("profiles.0.verdict", "NotReady")]
    [TestCase("profiles.1.verdict", "Ready")]
    [TestCase("profiles.2.verdict", "NotEvaluated")]
    [TestCase("verdict", "NotReady")]
    [TestCase("schema", "clusterprobe.io/agent-report/v1")]
    public void Write_SeveralProfiles_SaysTheVerdictOfEachAndTheWorst(string path, string expected)
    {
        var (parent, field) = JsonPaths.Find(Parse(SampleAgentReport.Several), path);
        Assert.That((string?)parent[field], Is.EqualTo(expected));
    }

    [Test]
    public void Write_OldStatusOfAnEarlierSpec_SaysSo()
        => Assert.Multiple(() =>
        {
            var profile = Parse(SampleAgentReport.Stale)["profiles"]![0]!;
            Assert.That((bool)profile["stale"]!);
            Assert.That((bool)profile["outdated"]!);
        });

    [Test]
    public void Write_ProfilesNotRead_HasNullAndNotAnEmptyList()
        => Assert.Multiple(() =>
        {
            Assert.That(Parse(SampleAgentReport.NotRead)["profiles"], Is.Null);
            Assert.That(Parse(SampleAgentReport.NoProfile)["profiles"]!.AsArray(), Is.Empty);
        });

    [Test]
    public void Schema_AnyFieldMissing_IsRefused()
    {
        foreach (var path in JsonPaths.Of(Parse(SampleAgentReport.NotReady)).Where(path => !path.Contains(".facts.", StringComparison.Ordinal)).ToArray())
        {
            var report = Parse(SampleAgentReport.NotReady);
            var (parent, field) = JsonPaths.Find(report, path);
            parent.AsObject().Remove(field);
            Assert.That(Schema.Errors(report), Is.Not.Empty, path);
        }
    }

    private static JsonNode Parse(AgentReport report) => JsonNode.Parse(Write(report))!;

    private static string Write(AgentReport report)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        AgentReportJson.Write(report, output);
        return output.ToString();
    }

    private static string SchemaPath([CallerFilePath] string here = "")
        => Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/agent-report.schema.json");
}
