using ClusterProbe.Reporting.Agent;
using ClusterProbe.Reporting.Html.Parts;

namespace ClusterProbe.Reporting.Html.Sections;

/// <summary>Everything about one profile.</summary>
internal static class ProfileSection
{
    /// <summary>Where the section can be linked to.</summary>
    public static string IdOf(ProfileReport profile) => HtmlWriter.Slug("profile", profile.Name);

    public static Fragment Of(AgentReport report, ProfileReport profile) => html =>
    {
        var id = html.Id("profile", profile.Name);
        html.Write($"""
            <section class="profile" id="{id}" aria-labelledby="{id}_name">
            <h2 id="{id}_name"><span class="vh">Profile </span>{profile.Name}</h2>
            {Pieces.When(report.Profiles is { Length: > 1 }, SubVerdict(report, profile))}
            {SpecList.Of(profile)}
            {Found(profile, id)}
            </section>

            """);
    };

    private static Fragment SubVerdict(AgentReport report, ProfileReport profile) => html =>
    {
        var tone = Icons.Tone(Verdict.Of(report, profile));
        html.Write($"""
            <div class="subverdict {tone}">
            <p class="sentence">{Pieces.Badge(tone, VerdictSentence.For(report, profile))}</p>
            {Detail(VerdictSentence.Detail(profile))}
            {CheckedLine.Of(report, profile)}
            </div>
            """);
    };

    private static Fragment? Detail(string detail) => Pieces.When(detail.Length > 0, html => html.Write($"""<p class="detail">{detail}</p>"""));

    private static Fragment? Found(ProfileReport profile, string id) => profile.Status is not { LastCheckedAt: not null } status ? null : html => html.Write($"""
        {CountTiles.Of(status, profile.Name, id)}
        {FindingsSection.Of(status, id)}
        <div class="pair">
        {SlotsSection.Of(status, id)}
        {AdmissionSection.Of(status, id)}
        </div>
        {NodesSection.Of(status.Nodes, id)}
        {ChecksSection.Of(status, id)}
        {HistorySection.Of(status, id)}
        """);
}
