using ClusterProbe.Core.Findings;
using CsCheck;

namespace ClusterProbe.UnitTests.Reporting;

/// <summary>Generates reports with any text where text comes from a cluster.</summary>
internal static class ReportGenerator
{
    private static readonly string[] Hostile =
        ["\u001b[2J", "\u009b31m", "\u202e", "\u200b", "[red]x[/]", "[[", "\r\n", "\t", "\0", "\u2028", "😀", "構築", new('x', 300), ""];

    public static Gen<string> Text { get; } = Gen.OneOf(Gen.String, OneOf(Hostile), Gen.Select(Gen.String, OneOf(Hostile), (a, b) => a + b));

    public static Gen<Report> Reports { get; } = Gen.Select(Findings().Array[0, 12], Text, Text, Gen.Bool, (findings, source, platform, simulated) =>
        SampleReport.Of(findings) with
        {
            Source = source,
            Simulated = simulated,
            ServerVersion = simulated ? null : source,
            Platform = simulated ? null : new PlatformSummary($"p{platform}", "likely", [platform]),
        });

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static Gen<Finding> Findings() => Gen.Select(
        Gen.Int[1, 8], Gen.Enum<FindingStatus>(), Subjects(), Text, Text.Array[0, 20], Gen.Int[0, 15],
        (category, status, subject, message, evidence, extras) => SampleReport.Finding($"CP{category}001", "it holds", status, subject, $"m{message}") with
        {
            Evidence = [.. evidence],
            Required = (extras & 1) == 0,
            RequiredBy = (extras & 2) == 0 ? null : "docker-in-docker",
            Remediation = (extras & 4) == 0 ? null : new Remediation($"r{message}", FixKind.HeadlessService, (extras & 1) == 0 ? null : SampleReport.ServiceManifest),
            Waiver = (extras & 8) == 0 || status is FindingStatus.Pass or FindingStatus.Skip
                ? null
                : new Waiver($"CP{category}001", null, message, message, (extras & 2) == 0 ? null : SampleReport.Now),
        });

    private static Gen<Subject> Subjects() => Gen.Select(OneOf("cluster", "namespace", "shape"), Text, Text, (kind, name, space) => kind switch
    {
        "cluster" => Subject.Cluster,
        "namespace" => Subject.ForNamespace(name),
        _ => new Subject(kind, name, space),
    });
}
