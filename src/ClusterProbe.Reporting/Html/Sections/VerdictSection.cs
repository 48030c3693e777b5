using ClusterProbe.Reporting.Agent;
using ClusterProbe.Reporting.Html.Parts;

namespace ClusterProbe.Reporting.Html.Sections;

/// <summary>The verdict, before everything else.</summary>
internal static class VerdictSection
{
    public static Fragment Of(AgentReport report) => html =>
    {
        var tone = Icons.Tone(Verdict.Of(report));
        html.Write($"""
            <section class="verdict {tone}" id="verdict" aria-labelledby="sentence">
            {Icons.Disc(tone)}
            <div>
            <h1 id="sentence">{VerdictSentence.For(report)}</h1>
            {Detail(report)}
            {Pieces.When(report.Profiles is [_], Checked(report))}
            </div>
            </section>
            {Pieces.When(report.Profiles is { Length: > 1 }, Profiles(report))}

            """);
    };

    private static Fragment Detail(AgentReport report) => html =>
    {
        var detail = VerdictSentence.Detail(report);
        if (detail.Length > 0) html.Write($"""<p class="detail">{detail}</p>""");
        if (report.Profiles is { IsEmpty: true }) html.Write($"""<p class="detail">Apply one to begin: <code>kubectl explain clusterreadiness.spec</code></p>""");
    };

    private static Fragment Checked(AgentReport report) => html => html.Write($"{CheckedLine.Of(report, report.Profiles!.Value[0])}");

    private static Fragment Badge(Verdict verdict) => Pieces.Badge(Icons.Tone(verdict), verdict.Word);

    private static Fragment Profiles(AgentReport report) => html => html.Write($"""
        <nav class="profiles" aria-label="Profiles">
        <ul>
        {Pieces.Each(report.Profiles!.Value, (inner, profile) => inner.Write($"""
            <li><a href="#{ProfileSection.IdOf(profile)}"><span class="name">{profile.Name}</span> {Badge(Verdict.Of(report, profile))}</a></li>

            """))}
        </ul>
        </nav>
        """);
}
