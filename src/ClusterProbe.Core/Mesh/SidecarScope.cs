using System.Collections.Immutable;

namespace ClusterProbe.Core.Mesh;

/// <summary>What the proxy of one client knows of the mesh.</summary>
/// <param name="Config">The <c>Sidecar</c> that says it; null when none does, and then it knows all that is exported to it.</param>
/// <remarks>
/// <c>getSidecarScope</c> of istio/istio, <c>pilot/pkg/model/push_context.go</c>, and <c>selectServices</c> in <c>pilot/pkg/model/sidecar.go</c>.
/// Services that only the destination of a <c>VirtualService</c> brings in are not seen here.
/// </remarks>
internal sealed record SidecarScope(SidecarConfig? Config)
{
    private const string Current = ".";

    /// <summary>The scope of a proxy that knows no Service.</summary>
    public static SidecarScope KnowingNothing { get; } = new(new SidecarConfig("", "(not readable)", DateTimeOffset.MinValue) { Egress = [new EgressListener(["~/*"])] });

    /// <summary>The scopes that a client may have: one where its labels are known.</summary>
    /// <param name="configs">All <c>Sidecar</c> objects.</param>
    /// <param name="client">The client.</param>
    public static ImmutableArray<SidecarScope> Of(IEnumerable<SidecarConfig> configs, RuleClient client)
    {
        var seen = configs
            .Where(config => config.Revision is null || config.Revision == client.Revision)
            .OrderBy(config => config.PodLabels is null)
            .ThenBy(config => config.CreatedAt)
            .ThenBy(config => config.Name, StringComparer.Ordinal)
            .ToList();
        var found = new List<SidecarScope>();
        foreach (var config in seen.Where(config => config.Namespace == client.Namespace))
        {
            var match = config.PodLabels is null ? LabelMatch.Yes : client.Match(config.PodLabels);
            if (match != LabelMatch.No) found.Add(new(config));
            if (match == LabelMatch.Yes) return [.. found];
        }

        found.Add(new(seen.Find(config => config.Namespace == client.RootNamespace && config.PodLabels is null)));
        return [.. found];
    }

    /// <summary>Whether the proxy knows a Service on a port.</summary>
    /// <param name="service">The Service.</param>
    /// <param name="port">Its port.</param>
    /// <param name="clientNamespace">The client's namespace.</param>
    public LabelMatch Knows(ServiceFact service, int port, string clientNamespace)
    {
        if (Config is null || Config.Egress.IsEmpty) return LabelMatch.Yes;
        var listeners = Config.Egress.Where(listener => (listener.Port == 0 || listener.Port == port) && listener.Hosts.Any(host => Imports(host, service, clientNamespace))).ToList();
        return listeners.Count == 0 ? LabelMatch.No : listeners.Exists(listener => !listener.IsBound) ? LabelMatch.Yes : LabelMatch.Maybe;
    }

    private static bool Imports(string entry, ServiceFact service, string clientNamespace)
        => entry.Split('/') is [var @namespace, var name]
            && (@namespace == Visibility.Everywhere || (@namespace == Current ? clientNamespace : @namespace) == service.Namespace)
            && (name.StartsWith('*') ? service.Host.EndsWith(name[1..], StringComparison.Ordinal) : name == service.Host);
}
