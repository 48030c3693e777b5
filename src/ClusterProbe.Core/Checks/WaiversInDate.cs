using System.Collections.Immutable;
using System.Globalization;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;

namespace ClusterProbe.Core.Checks;

/// <summary>CP8001: waivers are in date; one that ends is announced, so that what it covers does not fail out of the blue.</summary>
internal sealed class WaiversInDate : Check
{
    private const string InDate = nameof(InDate);
    private const string EndsSoon = nameof(EndsSoon);
    private const string Ended = nameof(Ended);
    private const string NoWaivers = nameof(NoWaivers);

    private static readonly TimeSpan Notice = TimeSpan.FromDays(7);

    public override string Code => "CP8001";

    public override string Title => "waivers are in date";

    public override Category Category => Category.Profile;

    public override ImmutableArray<FactKind> Needs => [FactKind.Server];

    public override ImmutableArray<string> Reasons => [InDate, EndsSoon, Ended, NoWaivers];

    public override IEnumerable<Finding> Evaluate(CheckContext context)
    {
        var waivers = context.Profile.Waivers;
        if (waivers.IsEmpty) return [Skip(Subject.Cluster, NoWaivers, "The profile waives nothing.") with { Required = false }];
        ImmutableArray<Finding> ending = [.. waivers.Where(waiver => waiver.Until - context.Now <= Notice).Select(waiver => Ending(waiver, context.Now) with { Required = false })];
        return ending.IsEmpty ? [Pass(Subject.Cluster, InDate, waivers.Length == 1 ? "The one waiver is in date." : $"All {waivers.Length} waivers are in date.") with { Required = false }] : ending;
    }

    private Finding Ending(Waiver waiver, DateTimeOffset now)
    {
        var what = $"The waiver of {waiver.Code}{(waiver.Subject is null ? "" : $" for {waiver.Subject}")} by {waiver.Owner} ({waiver.Reason})";
        var until = waiver.Until!.Value.ToUniversalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var subject = new Subject("waiver", waiver.Code);
        return waiver.Until <= now
            ? Warn(subject, Ended, $"{what} ended at {until} UTC and no longer counts.") with
            {
                Remediation = new Remediation($"Remove it from the profile (spec.waivers), or renew it if {waiver.Code} is still accepted."),
            }
            : Warn(subject, EndsSoon, $"{what} ends at {until} UTC: what it covers counts again from then.") with
            {
                Remediation = new Remediation($"Fix what {waiver.Code} finds, or let {waiver.Owner} decide on a later date (spec.waivers, until)."),
            };
    }
}
