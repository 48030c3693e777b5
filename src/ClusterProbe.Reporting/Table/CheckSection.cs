using System.Collections.Immutable;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Text;
using ClusterProbe.Reporting.Layout;
using Spectre.Console;

namespace ClusterProbe.Reporting.Table;

/// <summary>Writes the line of one check and the details below it.</summary>
internal sealed class CheckSection(Page page)
{
    private const int Indent = 12;
    private const int Lead = 4;
    private const int ShortestNote = 24;

    private readonly FindingDetails details = new(page, Indent);

    /// <summary>Writes one result, or several that are skipped alike.</summary>
    /// <param name="run">The results, at least one.</param>
    public void Write(ImmutableArray<CheckResult> run)
    {
        if (run is [var single]) Write(single);
        else WriteSkipped(run);
    }

    private void WriteSkipped(ImmutableArray<CheckResult> run)
    {
        var title = DisplayText.Clean($"{run[0].Code}-{run[^1].Code}  {run.Length} checks");
        var note = DisplayText.Clean($"skipped: {run[0].Findings[0].Message}");
        var gap = page.Width - Lead - title.GetCellWidth() - note.GetCellWidth();
        page.Line(
            ($"  {Styles.IconOf(FindingStatus.Skip)} ", Styles.Of(FindingStatus.Skip)),
            (title, Style.Plain),
            (gap >= 2 ? new string(' ', gap) + note : "", Styles.Quiet));
        if (gap < 2) page.Text(Indent, note, Styles.Quiet);
    }

    private void Write(CheckResult result)
    {
        var only = result.Findings is [var single] ? single : null;
        var title = TextWrap.Wrap(DisplayText.Clean(result.Title), page.Width - Indent).ToArray();
        var room = page.Width - Indent - title[0].GetCellWidth() - 2;
        if (only is { Status: FindingStatus.Skip } && DisplayText.Clean($"skipped: {only.Message}") is var reason && reason.GetCellWidth() <= room)
        {
            WriteLine(result, title, reason, room);
            return;
        }

        var note = DisplayText.Clean(result.Note);
        var fits = note.GetCellWidth() <= room;
        var cut = result.Status == FindingStatus.Pass && room >= ShortestNote ? TextWrap.Cut(note, room) : "";
        WriteLine(result, title, fits ? note : cut, room);
        if (!fits && result.Status != FindingStatus.Pass) page.Text(Indent, note, Styles.Quiet);
        WriteDetails(result, withSubjects: only is null);
    }

    private void WriteLine(CheckResult result, string[] title, string note, int room)
    {
        var gap = note.Length == 0 ? "" : new string(' ', room + 2 - note.GetCellWidth());
        page.Line(
            ($"  {Styles.IconOf(result.Status)} ", Styles.Of(result.Status)),
            ($"{DisplayText.Clean(result.Code)}  ", Style.Plain),
            (title[0], result.Findings.Any(CheckResult.NeedsAttention) ? Styles.Heading : Style.Plain),
            (gap + note, Styles.Quiet));
        foreach (var rest in title[1..]) page.Line((new string(' ', Indent) + rest, Style.Plain));
    }

    private void WriteDetails(CheckResult result, bool withSubjects)
    {
        foreach (var findings in result.Details) details.Write(findings, withSubjects);
        var passed = result.Findings.Where(finding => finding.Status == FindingStatus.Pass).Select(finding => finding.Subject.ToString()).ToArray();
        if (passed.Length > 0 && passed.Length < result.Findings.Length)
            page.Text(Indent, Styles.IconOf(FindingStatus.Pass) + " ", Styles.Of(FindingStatus.Pass), string.Join(", ", passed), Style.Plain);
        if (result.Findings.Any(CheckResult.NeedsAttention)) page.Text(Indent, $"More: clusterprobe explain {result.Code}", Styles.Quiet);
    }
}
