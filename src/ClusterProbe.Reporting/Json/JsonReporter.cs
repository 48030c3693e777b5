using System.Text.Encodings.Web;
using System.Text.Json;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Findings;

namespace ClusterProbe.Reporting.Json;

/// <summary>Writes a report as JSON for programs; <c>docs/report.schema.json</c> describes it.</summary>
/// <param name="output">Where to write.</param>
public sealed class JsonReporter(TextWriter output)
{
    /// <summary>The version of the format. Fields may be added within a version; none changes or goes.</summary>
    public const string Schema = "clusterprobe.io/report/v1";

    /// <summary>Quotes and letters of any language stay readable; what could steer a terminal is escaped below.</summary>
    private static readonly ReportJsonContext Context =
        new(new JsonSerializerOptions(ReportJsonContext.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Writes the report.</summary>
    /// <param name="report">The report.</param>
    public void Write(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        output.Write(JsonText.EscapeInvisible(JsonSerializer.Serialize(Document(report), Context.ReportDocument)) + "\n");
    }

    private static ReportDocument Document(Report report) => new(
        Schema,
        report.ToolVersion,
        report.CollectedAt,
        report.Source,
        report.Simulated,
        report.ServerVersion,
        report.Platform is { } platform ? new PlatformDocument(platform.Name, platform.Confidence, platform.Evidence) : null,
        report.ProfileName,
        report.Evaluation.Verdict.ToString(),
        (int)report.ExitCode,
        Counts(report.Evaluation),
        report.Requests,
        Math.Round(report.Duration.TotalSeconds, 3),
        [.. report.Evaluation.Findings.Select(Document)]);

    private static CountsDocument Counts(Evaluation evaluation) => new(
        evaluation.Count(FindingStatus.Fail),
        evaluation.Count(FindingStatus.Warn),
        evaluation.Count(FindingStatus.Error),
        evaluation.WaivedCount,
        evaluation.Count(FindingStatus.Skip),
        evaluation.Count(FindingStatus.Pass));

    private static FindingDocument Document(Finding finding) => new(
        finding.Code,
        finding.Title,
        ReportWords.Of(finding.Category),
        new SubjectDocument(finding.Subject.Kind, finding.Subject.Namespace, finding.Subject.Name),
        ReportWords.Of(finding.Status),
        finding.Reason,
        finding.Message,
        finding.Evidence,
        finding.Remediation is { } remediation ? new RemediationDocument(remediation.Text, remediation.Manifest) : null,
        finding.Required,
        finding.RequiredBy,
        finding.Waiver is { } waiver ? new WaiverDocument(waiver.Reason, waiver.Owner, waiver.Until) : null,
        CheckDocumentation.UrlFor(finding.Code));
}
