using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using ClusterProbe.Reporting.Agent;

namespace ClusterProbe.Reporting.Json;

/// <summary>Writes what an agent shows as JSON for programs; <c>docs/agent-report.schema.json</c> describes it.</summary>
public static class AgentReportJson
{
    /// <summary>The version of the format. Fields may be added within a version; none changes or goes.</summary>
    public const string Schema = "clusterprobe.io/agent-report/v1";

    /// <summary>The <c>Content-Type</c> of the text.</summary>
    public const string ContentType = "application/json; charset=utf-8";

    private static readonly AgentReportContext Context =
        new(new JsonSerializerOptions(AgentReportContext.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Writes the report.</summary>
    /// <param name="report">What to show.</param>
    /// <param name="output">Where to write.</param>
    public static void Write(AgentReport report, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(output);
        output.Write(JsonText.EscapeInvisible(JsonSerializer.Serialize(Document(report), Context.AgentReportDocument)) + "\n");
    }

    private static AgentReportDocument Document(AgentReport report) => new(
        Schema,
        report.Now,
        report.Agent,
        report.Notice,
        Verdict.Of(report).State.ToString(),
        VerdictSentence.For(report),
        report.Profiles is { } profiles ? profiles.Select(profile => Document(report, profile)).ToImmutableArray() : null);

    private static ProfileDocument Document(AgentReport report, ProfileReport profile) => new(
        profile.Name,
        Readiness.Of(profile).ToString(),
        Readiness.IsStale(report, profile),
        Readiness.IsOutdated(profile),
        profile.Spec,
        profile.Status);
}
