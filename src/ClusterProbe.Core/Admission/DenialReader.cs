using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace ClusterProbe.Core.Admission;

/// <summary>Reads the particulars out of the messages of the API server's own admission plug-ins.</summary>
internal static partial class DenialReader
{
    public static Denial AdmissionPolicy(string message)
    {
        var match = PolicyDenial().Match(message);
        var detail = match.Groups["detail"].Value;
        var misconfigured = detail.StartsWith("failed to configure policy:", StringComparison.Ordinal)
            || detail.StartsWith("failed to configure binding:", StringComparison.Ordinal);
        return new(misconfigured ? DenialClass.PolicyMisconfigured : DenialClass.ValidatingAdmissionPolicy, message)
        {
            Policy = ValueOf(match, "policy"),
            Binding = ValueOf(match, "binding"),
            Detail = detail,
        };
    }

    public static Denial PodSecurity(string message)
    {
        var match = PodSecurityDenial().Match(message);
        var clauses = PodSecurityClauses.Split(match.Groups["clauses"].Value);
        return new(DenialClass.PodSecurity, message)
        {
            Level = ValueOf(match, "level"),
            Version = ValueOf(match, "version"),
            Rules = [.. clauses.Select(clause => clause.Rule)],
            Containers = [.. clauses.SelectMany(clause => clause.Containers).Distinct(StringComparer.Ordinal)],
        };
    }

    public static Denial SecurityContextConstraints(string message) => new(DenialClass.OpenShiftScc, message)
    {
        UsableSccs =
        [
            .. message.Split("provider ").Skip(1)
                .Where(entry => !entry.Contains("not usable by user or serviceaccount", StringComparison.Ordinal))
                .Select(entry => entry.Split(':')[0].Trim('"', ' '))
                .Distinct(StringComparer.Ordinal),
        ],
    };

    public static Denial Quota(string message)
    {
        var uses = Amounts("used: ", message);
        var limits = Amounts("limited: ", message);
        return new(DenialClass.Quota, message)
        {
            Quota = ValueOf(QuotaName().Match(message), "name"),
            QuotaUses =
            [
                .. Amounts("requested: ", message).Select(requested => new QuotaUse(
                    requested.Key, requested.Value, uses.GetValueOrDefault(requested.Key, ""), limits.GetValueOrDefault(requested.Key, ""))),
            ],
            Detail = ValueOf(QuotaName().Match(message), "detail"),
        };
    }

    public static Denial LimitRange(string message) => new(DenialClass.LimitRange, message)
    {
        Rules = [.. LimitClauses().Matches(message).Select(match => match.Value)],
    };

    public static Denial MissingServiceAccount(string message)
    {
        var match = ServiceAccount().Match(message);
        return match.Success
            ? new(DenialClass.ServiceAccountMissing, message) { Namespace = match.Groups["namespace"].Value, MissingObject = match.Groups["name"].Value }
            : new(DenialClass.Unknown, message);
    }

    public static Denial Missing(DenialClass @class, string message)
        => new(@class, message) { MissingObject = ValueOf(MissingClass().Match(message), "name") };

    public static Denial Terminating(string message)
        => new(DenialClass.NamespaceTerminating, message) { Namespace = ValueOf(TerminatingNamespace().Match(message), "name") };

    public static Denial Rbac(string message)
    {
        var match = RbacDenial().Match(message);
        return new(DenialClass.Rbac, message) { User = ValueOf(match, "user"), Detail = ValueOf(match, "reason") };
    }

    private static ImmutableSortedDictionary<string, string> Amounts(string list, string message)
        => (message.Split(", ").FirstOrDefault(part => part.StartsWith(list, StringComparison.Ordinal)) ?? list)[list.Length..]
            .Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(amount => amount.Split('=', 2))
            .Where(amount => amount.Length == 2)
            .DistinctBy(amount => amount[0], StringComparer.Ordinal)
            .ToImmutableSortedDictionary(amount => amount[0], amount => amount[1], StringComparer.Ordinal);

    private static string? ValueOf(Match match, string group) => match.Groups[group] is { Success: true, Value.Length: > 0 } value ? value.Value : null;

    [GeneratedRegex("""\AValidatingAdmissionPolicy '(?<policy>[^']*)' (with binding '(?<binding>[^']*)' )?denied request: (?<detail>.*)\z""", RegexOptions.Singleline)]
    private static partial Regex PolicyDenial();

    [GeneratedRegex("""\Aviolates PodSecurity "(?<level>[^":]*):(?<version>[^"]*)": (?<clauses>.*)\z""", RegexOptions.Singleline)]
    private static partial Regex PodSecurityDenial();

    [GeneratedRegex("""\A(exceeded quota|failed quota|status unknown for quota): (?<name>[^,:]+)[,:] ?(?<detail>.*)\z""", RegexOptions.Singleline)]
    private static partial Regex QuotaName();

    [GeneratedRegex("""(maximum|minimum) \S+ usage per \w+ is [^,\]]+, but (limit|request) is [^,\]\s]+|\S+ max limit to request ratio per \w+ is [^,\]]+, but provided ratio is [^,\]\s]+""", RegexOptions.IgnoreCase)]
    private static partial Regex LimitClauses();

    [GeneratedRegex("""\A(error looking up )?service account (?<namespace>[^/\s]+)/(?<name>\S+?):? (was not found|serviceaccount "[^"]*" not found)""")]
    private static partial Regex ServiceAccount();

    [GeneratedRegex("""(RuntimeClass "|PriorityClass with name )(?<name>[^"\s]+)("| was) ?(not )?found""")]
    private static partial Regex MissingClass();

    [GeneratedRegex("""in namespace (?<name>\S+) because it is being terminated""")]
    private static partial Regex TerminatingNamespace();

    [GeneratedRegex("""\Apods is forbidden: User "(?<user>[^"]*)" cannot create resource "pods"[^:]*(: (?<reason>.*))?\z""", RegexOptions.Singleline)]
    private static partial Regex RbacDenial();
}
