using System.Globalization;
using ClusterProbe.Core.Findings;

namespace ClusterProbe.Core.Profiles.Parsing;

/// <summary>Reads waivers. Every one needs a reason and an owner; somebody will ask.</summary>
internal static class WaiverReader
{
    public static Waiver? Read(Fields waiver, IReadOnlyCollection<string> checkCodes)
    {
        var code = waiver["code"].Required().OneOf(checkCodes);
        var subject = waiver["subject"].Text();
        var reason = waiver["reason"].Required().Text();
        var owner = waiver["owner"].Required().Text();
        var until = Until(waiver["until"]);
        return code is null || reason is null || owner is null ? null : new Waiver(code, subject, reason, owner, until);
    }

    /// <summary>A date includes its whole day, as people mean it.</summary>
    private static DateTimeOffset? Until(Field field)
    {
        if (field.Text() is not { } text) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return new DateTimeOffset(day, new TimeOnly(23, 59, 59), TimeSpan.Zero);
        if (DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return time;
        field.Fail($"{ErrorList.Quote(text)} is not a date such as 2026-12-31 or a time such as 2026-12-31T18:00:00Z");
        return null;
    }
}
