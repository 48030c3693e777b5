using System.Collections.Immutable;
using ClusterProbe.Monitoring.Fixture;

namespace ClusterProbe.Monitoring.Gallery;

/// <summary>What happens on the made-up cluster while the pictures' data is collected.</summary>
internal static class GalleryStory
{
    private const int Nodes = 415;

    private static readonly Situation Calm = Situation.Healthy with { Nodes = Nodes, OddNodes = 3, Waived = ["CP5006"] };

    private static readonly FixtureFinding Warning = new("CP5004", "warn", "NotProtected", false, "pod", "ci-builds", "large");
    private static readonly FixtureFinding Refused = new("CP1002", "fail", "PodSecurity", true, "pod", "ci-builds", "default");
    private static readonly FixtureFinding Unreachable = new("CP3002", "fail", "StrictWithoutService", true, "namespace", "", "ci-builds");
    private static readonly FixtureFinding NotAsked = new("CP4001", "error", "Forbidden", false, "namespace", "", "ci-builds");

    /// <summary>The situation at a moment.</summary>
    /// <param name="progress">From 0 at the beginning to 1 at the end.</param>
    public static Situation At(double progress)
    {
        var slots = (int)(1300 + (900 * Math.Sin(progress * 9)) + (150 * Math.Sin(progress * 47)));
        return Events(progress) with { Slots = Math.Max(0, progress is > 0.55 and < 0.62 ? 0 : slots), ApiErrors = progress > 0.3 };
    }

    private static Situation Events(double progress) => progress switch
    {
        < 0.25 => Calm with { Findings = [Warning] },
        < 0.45 => Calm with { Findings = [Unreachable, Warning] },
        < 0.6 => Calm with { Findings = [Warning, NotAsked], WarningNodes = On(("CP7006", 40)) },
        _ => Calm with { Findings = [Refused, Warning, NotAsked], RefusesPrivileged = true, WarningNodes = On(("CP7006", 120), ("CP7016", 9)), FailingNodes = On(("CP7005", 3), ("CP7015", 26)), Silent = 2 },
    };

    private static ImmutableDictionary<string, int> On(params (string Check, int Nodes)[] checks) => checks.ToImmutableDictionary(check => check.Check, check => check.Nodes);
}
