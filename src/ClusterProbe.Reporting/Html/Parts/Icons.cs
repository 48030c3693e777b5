using ClusterProbe.Reporting.Agent;

namespace ClusterProbe.Reporting.Html.Parts;

/// <summary>Icons, drawn once for the page and used by reference. They only repeat what a word beside them says.</summary>
internal static class Icons
{
    /// <summary>The drawings.</summary>
    public static Fragment Definitions { get; } = html => html.Write($"""
        <svg width="0" height="0" class="defs" aria-hidden="true" focusable="false">
        <symbol id="i-pass" viewBox="0 0 16 16"><path d="M3 8.5l3.2 3.2L13 5"/></symbol>
        <symbol id="i-fail" viewBox="0 0 16 16"><path d="M4 4l8 8M12 4l-8 8"/></symbol>
        <symbol id="i-warn" viewBox="0 0 16 16"><path d="M8 3v6M8 12.4v.2"/></symbol>
        <symbol id="i-error" viewBox="0 0 16 16"><path d="M5.3 5.6C5.5 3.9 6.6 3 8 3c1.6 0 2.7 1 2.7 2.4C10.7 7.6 8 7.5 8 9.6M8 12.6v.2"/></symbol>
        <symbol id="i-skip" viewBox="0 0 16 16"><path d="M4 8h8"/></symbol>
        <symbol id="i-waived" viewBox="0 0 16 16"><path d="M6 4v8M10 4v8"/></symbol>
        <symbol id="i-copy" viewBox="0 0 16 16"><path d="M6 6h7v7H6zM10 6V3H3v7h3"/></symbol>
        </svg>

        """);

    /// <summary>An icon in a disc of its colour.</summary>
    public static Fragment Disc(string tone) => html => html.Write($"""<span class="disc" aria-hidden="true"><svg focusable="false"><use href="#i-{tone}"/></svg></span>""");

    /// <summary>The tone of a status word, which may come from anywhere.</summary>
    public static string Tone(string status) => status switch
    {
        "pass" or "admitted" or "True" => "pass",
        "fail" or "denied" or "False" => "fail",
        "warn" => "warn",
        "skip" => "skip",
        "waived" => "waived",
        _ => "error",
    };

    public static string Tone(Severity severity) => severity switch
    {
        Severity.Fail => "fail",
        Severity.Warning => "warn",
        Severity.Waived => "waived",
        _ => "error",
    };

    public static string Tone(Verdict verdict) => verdict switch
    {
        { IsPast: true } => "skip",
        { State: ReadinessState.Ready } => "pass",
        { State: ReadinessState.NotReady } => "fail",
        { State: ReadinessState.Unknown } => "error",
        _ => "skip",
    };
}
