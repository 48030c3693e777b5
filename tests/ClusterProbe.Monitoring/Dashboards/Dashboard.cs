using System.Collections.Immutable;

namespace ClusterProbe.Monitoring.Dashboards;

/// <summary>A dashboard of Grafana.</summary>
/// <param name="Uid">Its stable id, also the name of its file.</param>
/// <param name="Title">Its title.</param>
/// <param name="Description">What it answers.</param>
/// <param name="Variables">What can be chosen.</param>
/// <param name="Rows">Its rows.</param>
public sealed record Dashboard(string Uid, string Title, string Description, ImmutableArray<Variable> Variables, ImmutableArray<Row> Rows)
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<Dashboard> All { get; } = [ReadinessDashboard.Create(), NodesDashboard.Create(), AgentsDashboard.Create()];

    /// <summary>Its file in the repository.</summary>
    public string Path => $"dashboards/{Uid}.json";

    /// <summary>Its panels.</summary>
    public IEnumerable<Panel> Panels => Rows.SelectMany(row => row.Panels);
}

/// <summary>Panels under a title.</summary>
/// <param name="Title">The title.</param>
/// <param name="Panels">The panels, placed from left to right.</param>
public sealed record Row(string Title, params ImmutableArray<Panel> Panels);

/// <summary>Something that can be chosen.</summary>
/// <param name="Name">Its name in queries.</param>
/// <param name="Label">What people read.</param>
/// <param name="Query">The query that gives the choices, or the choices separated by commas.</param>
/// <param name="Kind">What kind it is.</param>
public sealed record Variable(string Name, string Label, string Query, VariableKind Kind)
{
    /// <summary>The Prometheus to ask.</summary>
    public static Variable Datasource { get; } = new("datasource", "Data source", "prometheus", VariableKind.Datasource);

    /// <summary>The clusters. All of them match series without the label, too.</summary>
    public static Variable Cluster { get; } = new("cluster", "Cluster", "label_values(clusterprobe_build_info, cluster)", VariableKind.Many);

    /// <summary>The profiles: the names of the ClusterReadiness objects.</summary>
    public static Variable Profile { get; } = new("profile", "Profile", """label_values(clusterprobe_ready{cluster=~"$cluster"}, profile)""", VariableKind.Many);

    /// <summary>A node, to look at alone.</summary>
    public static Variable Node { get; } = new("node", "Node", """label_values(clusterprobe_node_info{cluster=~"$cluster"}, node)""", VariableKind.One);

    /// <summary>Where the node is scraped: with it, Prometheus looks up the series of one node instead of reading those of all.</summary>
    public static Variable Instance { get; } = new("instance", "Instance", """label_values(clusterprobe_node_info{cluster=~"$cluster", node="$node"}, instance)""", VariableKind.Implied);

    /// <summary>How far back changes are looked for.</summary>
    public static Variable Since { get; } = new("since", "Changes since", "1h,6h,1d,7d", VariableKind.Choice);
}

/// <summary>Kinds of variables.</summary>
public enum VariableKind
{
    /// <summary>A data source.</summary>
    Datasource,

    /// <summary>Any number of values of a label.</summary>
    Many,

    /// <summary>One value of a label.</summary>
    One,

    /// <summary>All values of a label, as what is chosen before them implies; nobody sees it.</summary>
    Implied,

    /// <summary>One of the given values.</summary>
    Choice,
}
