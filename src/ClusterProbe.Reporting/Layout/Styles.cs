using ClusterProbe.Core.Findings;
using Spectre.Console;

namespace ClusterProbe.Reporting.Layout;

/// <summary>The icons and colours of a report.</summary>
internal static class Styles
{
    public static Style Heading { get; } = new(decoration: Decoration.Bold);

    public static Style Quiet { get; } = new(decoration: Decoration.Dim);

    public static Style Fix { get; } = new(Color.Aqua);

    public static Style Caution { get; } = new(Color.Yellow, decoration: Decoration.Bold);

    public static string IconOf(FindingStatus status) => status switch
    {
        FindingStatus.Pass => "✓",
        FindingStatus.Fail => "✗",
        FindingStatus.Warn => "!",
        FindingStatus.Error => "?",
        _ => "-",
    };

    public static Style Of(FindingStatus status) => status switch
    {
        FindingStatus.Pass => new(Color.Green),
        FindingStatus.Fail => new(Color.Red, decoration: Decoration.Bold),
        FindingStatus.Warn => Caution,
        FindingStatus.Error => new(Color.Fuchsia, decoration: Decoration.Bold),
        _ => Quiet,
    };

    public static Style Of(Verdict verdict) => Of(verdict switch
    {
        Verdict.Ready => FindingStatus.Pass,
        Verdict.NotReady => FindingStatus.Fail,
        _ => FindingStatus.Error,
    });
}
