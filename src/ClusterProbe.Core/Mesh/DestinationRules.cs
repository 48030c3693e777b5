using System.Collections.Immutable;

namespace ClusterProbe.Core.Mesh;

/// <summary>Finds the <c>DestinationRule</c> that applies when a client calls a Service.</summary>
/// <remarks>
/// The lookup of istio/istio: <c>setDestinationRules</c> and <c>destinationRule</c> in <c>pilot/pkg/model/push_context.go</c> (the client's
/// namespace, then the Service's, then the root namespace; in each, only the rules of the most specific host), and
/// <c>SidecarScope.DestinationRule</c> in <c>pilot/pkg/model/sidecar.go</c>.
/// </remarks>
public static class DestinationRules
{
    private const string Private = ".";

    /// <summary>The rules that may apply, each with the traffic policy that counts; null for none. One where all is known.</summary>
    /// <param name="rules">All rules of the cluster.</param>
    /// <param name="service">The Service.</param>
    /// <param name="client">The client.</param>
    public static ImmutableArray<DestinationRule?> For(IEnumerable<DestinationRule> rules, ServiceFact service, RuleClient client)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(client);
        var matching = rules
            .Where(rule => (rule.Revision is null || rule.Revision == client.Revision) && Matches(rule.FullHost, service.Host))
            .OrderBy(rule => rule.ClientLabels is null)
            .ThenBy(rule => rule.CreatedAt)
            .ThenBy(rule => rule.Name, StringComparer.Ordinal)
            .ThenBy(rule => rule.Namespace, StringComparer.Ordinal)
            .ToList();
        var found = MostSpecific(matching.Where(rule => rule.Namespace == client.Namespace
            && (client.Namespace == client.RootNamespace ? IsPrivate(rule, client) : IsLocal(rule))));
        if (found.IsEmpty) found = Exported(service.Namespace);
        if (found.IsEmpty) found = Exported(client.RootNamespace);
        return [.. Choose(found, client)];

        ImmutableArray<MergedRule> Exported(string @namespace)
            => [.. MostSpecific(matching.Where(rule => rule.Namespace == @namespace && !IsPrivate(rule, client))).Where(merged => merged.IsExportedTo(client.Namespace))];
    }

    /// <summary>Whether a client in the rule's own namespace sees it.</summary>
    private static bool IsLocal(DestinationRule rule)
        => MergedRule.ExportOf(rule) is var exportTo && (exportTo.IsEmpty || exportTo.Overlaps([Visibility.Everywhere, Private, rule.Namespace]));

    private static bool IsPrivate(DestinationRule rule, RuleClient client)
        => MergedRule.ExportOf(rule) is var exportTo && (exportTo.IsEmpty ? client.RulesArePrivate : exportTo.Count == 1 && exportTo.Overlaps([Private, rule.Namespace]));

    private static ImmutableArray<MergedRule> MostSpecific(IEnumerable<DestinationRule> rules)
    {
        var best = rules
            .GroupBy(rule => rule.FullHost)
            .OrderByDescending(group => !group.Key.StartsWith('*'))
            .ThenByDescending(group => group.Key.Length)
            .FirstOrDefault();
        return best is null ? [] : MergedRule.Merge(best);
    }

    /// <summary>The first that selects the client, otherwise the last that selects nobody.</summary>
    private static IEnumerable<DestinationRule?> Choose(ImmutableArray<MergedRule> merged, RuleClient client)
    {
        foreach (var rule in merged.Where(rule => rule.Head.Namespace == client.Namespace && rule.Head.ClientLabels is not null))
        {
            var match = client.Match(rule.Head.ClientLabels!);
            if (match != LabelMatch.No) yield return rule.Policy;
            if (match == LabelMatch.Yes) yield break;
        }

        yield return merged.LastOrDefault(rule => rule.Head.ClientLabels is null)?.Policy;
    }

    private static bool Matches(string pattern, string host)
        => pattern.StartsWith('*') ? host.EndsWith(pattern[1..], StringComparison.Ordinal) : pattern == host;
}
