using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace ClusterProbe.Core.Admission;

/// <summary>Tells the admission webhooks apart, by name first and then by what only one of them says.</summary>
internal static partial class WebhookClassifier
{
    private const string WardenSuffix = ".common-webhooks.networking.gke.io";

    /// <summary>Classifies a webhook's answer.</summary>
    /// <param name="name">The webhook's name.</param>
    /// <param name="rest">What follows the name.</param>
    /// <param name="message">The whole message.</param>
    public static Denial Classify(string name, string rest, string message)
    {
        var denial = new Denial(DenialClass.OtherWebhook, message) { Webhook = name, Detail = DetailOf(rest) };
        if (rest.StartsWith("does not support dry run", StringComparison.Ordinal)) return denial with { Class = DenialClass.WebhookNoDryRun };
        if (Mentions(rest, "GKE Warden rejected")) return Warden(denial, rest);
        if (IsWarden(name))
        {
            return Allowlist().Match(rest) is { Success: true } allowlist
                ? denial with { Class = DenialClass.GkeAllowlistMismatch, Allowlist = allowlist.Groups["name"].Value }
                : Warden(denial, rest);
        }

        if (name == "gkepolicy" + WardenSuffix || name.StartsWith("policycontrollerv2", StringComparison.Ordinal) || Mentions(rest, "[denied by autogke-"))
        {
            return denial with { Class = DenialClass.GkePolicyController, Rules = DeniedBy(rest) };
        }

        if (Mentions(rest, "[azurepolicy-")) return denial with { Class = DenialClass.AzurePolicy, Rules = Constraints(denial.Detail) };
        if (name == "validation.gatekeeper.sh") return denial with { Class = DenialClass.Gatekeeper, Rules = Constraints(denial.Detail) };
        return name.StartsWith("validate.kyverno.svc", StringComparison.Ordinal) || Mentions(rest, "was blocked due to the following policies")
            ? Kyverno(denial, rest)
            : denial;
    }

    private static Denial Warden(Denial denial, string rest)
    {
        var rules = DeniedBy(rest);
        var autopilot = Mentions(rest, "not allowed in Autopilot")
            || rules.Any(rule => rule.StartsWith("autogke-", StringComparison.Ordinal) || rule.StartsWith("autopilot-", StringComparison.Ordinal));
        return denial with { Class = autopilot ? DenialClass.GkeWardenAutopilot : DenialClass.GkeWardenOther, Rules = rules };
    }

    private static Denial Kyverno(Denial denial, string rest)
    {
        var policies = KyvernoRules().Matches(rest);
        return denial with
        {
            Class = DenialClass.Kyverno,
            Policy = KyvernoPolicy().Match(rest) is { Success: true } policy ? policy.Groups["policy"].Value : null,
            Rules = [.. policies.Select(rule => rule.Groups["rule"].Value)],
        };
    }

    private static bool IsWarden(string name)
        => name.StartsWith("warden-", StringComparison.Ordinal) && name.EndsWith(WardenSuffix, StringComparison.Ordinal);

    private static bool Mentions(string text, string what) => text.Contains(what, StringComparison.Ordinal);

    private static string DetailOf(string rest)
        => rest.StartsWith("denied the request: ", StringComparison.Ordinal) ? rest["denied the request: ".Length..].Trim() : rest;

    private static ImmutableArray<string> DeniedBy(string rest) => [.. DeniedByRule().Matches(rest).Select(match => match.Groups["rule"].Value)];

    private static ImmutableArray<string> Constraints(string? detail)
        => [.. (detail ?? "").Split('\n').Select(line => Constraint().Match(line)).Where(match => match.Success).Select(match => match.Groups["name"].Value)];

    [GeneratedRegex("""Workload Mismatches Found for Allowlist \((?<name>[^)]*)\)""")]
    private static partial Regex Allowlist();

    [GeneratedRegex("""\[denied by (?<rule>[^\]]*)\]""")]
    private static partial Regex DeniedByRule();

    [GeneratedRegex("""\A\[(?<name>[^\]]*)\]""")]
    private static partial Regex Constraint();

    [GeneratedRegex("""^(?<policy>[^\s:]+):\s*$""", RegexOptions.Multiline)]
    private static partial Regex KyvernoPolicy();

    [GeneratedRegex("""^  (?<rule>[^\s:]+): """, RegexOptions.Multiline)]
    private static partial Regex KyvernoRules();
}
