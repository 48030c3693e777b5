namespace ClusterProbe.Core.Mesh;

/// <summary>Finds the <c>DestinationRule</c> that applies when a client calls a Service.</summary>
/// <remarks>
/// The lookup of <c>pilot/pkg/model/push_context.go</c> (<c>destinationRule</c>): the client's namespace, then the Service's, then the
/// root namespace, the most specific host first, the oldest first.
/// </remarks>
public static class DestinationRules
{
    /// <summary>The rule that applies; null for none.</summary>
    /// <param name="rules">All rules of the cluster.</param>
    /// <param name="service">The Service.</param>
    /// <param name="clientNamespace">The client's namespace.</param>
    /// <param name="rootNamespace">The root namespace of the mesh.</param>
    /// <param name="revision">The revision of the control plane that serves the client.</param>
    public static DestinationRule? For(
        IEnumerable<DestinationRule> rules, ServiceFact service, string clientNamespace, string rootNamespace, string revision)
    {
        ArgumentNullException.ThrowIfNull(service);
        var host = $"{service.Name}.{service.Namespace}.svc.cluster.local";
        var matching = rules
            .Where(rule => (rule.Revision is null || rule.Revision == revision) && Matches(rule.FullHost, host))
            .OrderByDescending(rule => !rule.FullHost.StartsWith('*'))
            .ThenByDescending(rule => rule.FullHost.Length)
            .ThenBy(rule => rule.CreatedAt)
            .ThenBy(rule => rule.Name, StringComparer.Ordinal)
            .ToList();
        var first = (clientNamespace == rootNamespace ? null : matching.Find(rule => rule.Namespace == clientNamespace))
            ?? Exported(service.Namespace)
            ?? Exported(rootNamespace);
        return first is { HasTrafficPolicy: false } ? matching.Find(rule => rule.HasTrafficPolicy && IsMergedInto(first, rule)) ?? first : first;

        DestinationRule? Exported(string @namespace) => matching.Find(rule => rule.Namespace == @namespace
            && !rule.SelectsClients
            && Visibility.Includes(rule.ExportTo, rule.Namespace, clientNamespace));
    }

    /// <summary>
    /// Whether a rule adds to an older one for the same host: its traffic policy then stands in for one that is not there
    /// (<c>pilot/pkg/model/destination_rule.go</c>, <c>mergeDestinationRule</c>).
    /// </summary>
    private static bool IsMergedInto(DestinationRule older, DestinationRule younger)
        => younger.Namespace == older.Namespace
            && younger.FullHost == older.FullHost
            && younger.SelectsClients == older.SelectsClients
            && Visibility.Of(younger.ExportTo, younger.Namespace).IsSupersetOf(Visibility.Of(older.ExportTo, older.Namespace));

    private static bool Matches(string pattern, string host)
        => pattern.StartsWith('*') ? host.EndsWith(pattern[1..], StringComparison.Ordinal) : pattern == host;
}
