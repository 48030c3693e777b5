using System.Collections.Immutable;
using System.Globalization;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Nodes;

namespace ClusterProbe.Core.Checks;

/// <summary>What the nodes' reports say together about one check.</summary>
/// <param name="Status">The worst outcome of the nodes.</param>
/// <param name="Reason">Why.</param>
/// <param name="Message">How many nodes have which outcome, and what the first of the worst says.</param>
internal sealed record NodeReportFold(FindingStatus Status, string Reason, string Message)
{
    /// <summary>The reason where there are no agents.</summary>
    public const string NotInstalled = nameof(NotInstalled);

    /// <summary>The message where there are no agents: the same for every check, so that they can be said together.</summary>
    public const string NotInstalledText = "Evaluated on each node by the agent, which is not installed here.";

    /// <summary>The reason of a finding whose reason this version does not know.</summary>
    public const string OtherVersion = nameof(OtherVersion);

    private const string NoNodeReports = nameof(NoNodeReports);
    private const string AllPass = nameof(AllPass);
    private const string NotKnownThere = nameof(NotKnownThere);
    private const int MostNames = 10;
    private const int NamesInMessage = 3;

    /// <summary>The reasons that it gives of itself.</summary>
    public static ImmutableArray<string> OwnReasons { get; } = [NoNodeReports, AllPass, NotKnownThere, OtherVersion];

    /// <summary>The nodes of the worst outcome with their messages, equal ones together.</summary>
    public ImmutableArray<string> Evidence { get; private init; } = [];

    /// <summary>What the first of the worst advises.</summary>
    public string? Fix { get; private init; }

    /// <summary>Folds the reports. Late ones do not count.</summary>
    /// <param name="code">The check's code.</param>
    /// <param name="reports">The reports, sorted by node.</param>
    /// <param name="now">The time.</param>
    public static NodeReportFold Of(string code, ImmutableArray<NodeReport> reports, DateTimeOffset now)
    {
        var counts = new int[Enum.GetValues<FindingStatus>().Length];
        var late = 0;
        List<(string Node, NodeReportFinding Finding)> worst = [];
        foreach (var report in reports)
        {
            if (report.IsStale(now)) late++;
            else if (report.Checks.TryGetValue(code, out var status))
            {
                counts[(int)status]++;
                if (status <= FindingStatus.Skip || status < (worst is [var (_, first), ..] ? first.Status : FindingStatus.Warn)) continue;
                if (worst is [var (_, other), ..] && other.Status < status) worst.Clear();
                worst.Add((report.Node, report.Findings.FirstOrDefault(finding => finding.Code == code) ?? new(code, status, OtherVersion, "no details were reported")));
            }
        }

        var total = counts.Sum();
        var lateNote = late == 0 ? "" : $" {Number(late, "report is", "reports are")} late and left out (CP7101).";
        if (total == 0) return new(FindingStatus.Skip, NoNodeReports, late == 0 ? "No node reports yet." : $"No node reports in time.{lateNote}");
        var passing = counts[(int)FindingStatus.Pass];
        if (worst.Count > 0) return Worst(worst, counts, total, lateNote);
        if (passing == 0) return new(FindingStatus.Skip, NotKnownThere, $"Not known on {Of(total)}.{lateNote}");
        return new(FindingStatus.Pass, AllPass, (passing == total ? $"Holds on {Of(total)}." : $"Holds on {passing} of {total} nodes that report; not known on the others.") + lateNote);
    }

    private static string Of(int total) => total == 1 ? "the one node that reports" : $"all {total} nodes that report";

    private static NodeReportFold Worst(List<(string Node, NodeReportFinding Finding)> worst, int[] counts, int total, string lateNote)
    {
        var (_, first) = worst[0];
        var parts = new[] { FindingStatus.Fail, FindingStatus.Error, FindingStatus.Warn, FindingStatus.Skip }
            .Where(status => counts[(int)status] > 0)
            .Select(status => $"{counts[(int)status]} {Verb(status, counts[(int)status])}{(status == first.Status ? $" ({NodeNames.First(worst.Select(pair => pair.Node), NamesInMessage, worst.Count)})" : "")}");
        var message = $"{counts[(int)FindingStatus.Pass]} of {total} nodes pass; {string.Join(", ", parts)}: {first.Message}{lateNote}";
        return new(first.Status, first.Reason, message) { Evidence = EvidenceOf(worst), Fix = first.Fix };
    }

    private static ImmutableArray<string> EvidenceOf(List<(string Node, NodeReportFinding Finding)> worst)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        var left = MostNames;
        foreach (var group in worst.GroupBy(pair => pair.Finding.Message, pair => pair.Node).OrderByDescending(group => group.Count()).ThenBy(group => group.First(), StringComparer.Ordinal))
        {
            if (left == 0) break;
            var count = group.Count();
            lines.Add($"{NodeNames.First(group, left, count)}: {group.Key}");
            left -= Math.Min(left, count);
        }

        return lines.ToImmutable();
    }

    private static string Verb(FindingStatus status, int count) => status switch
    {
        FindingStatus.Fail => count == 1 ? "fails" : "fail",
        FindingStatus.Warn => count == 1 ? "warns" : "warn",
        FindingStatus.Error => "could not be evaluated",
        _ => "not known",
    };

    private static string Number(int count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");
}
