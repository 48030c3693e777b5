namespace ClusterProbe.Monitoring.Dashboards;

/// <summary>How the nodes are, how they differ, and which are worst. Nothing but the drill-down has a series for each node.</summary>
internal static class NodesDashboard
{
    private const string OfCluster = """cluster=~"$cluster" """;
    private const string OfInstance = """cluster=~"$cluster", instance=~"$instance" """;
    private const string OnNode = """* on (cluster, instance) group_left (node) clusterprobe_node_info{cluster=~"$cluster", node="$node"}""";
    private const string Facts = "kernel, cgroup, mtu, overlay, iptables, user_namespaces, pid_limit, inotify_instances";
    private const string ThisNode = "/d/clusterprobe-nodes?var-node=${__value.raw}";

    private static Column[] FactColumns =>
    [
        new("kernel", "Kernel"), new("cgroup", "cgroup"), new("mtu", "MTU"), new("overlay", "overlay"), new("iptables", "iptables"),
        new("user_namespaces", "User namespaces"), new("pid_limit", "PID limit"), new("inotify_instances", "inotify instances"),
    ];

    public static Dashboard Create() => new(
        "clusterprobe-nodes", "ClusterProbe / Nodes", "What builds find on the nodes, how the nodes differ, and which are worst.",
        [Variable.Datasource, Variable.Cluster, Variable.Node, Variable.Instance],
        [Checks(), Differences(), Conditions(), DrillDown()]);

    private static Row Checks() => new(
        "Checks",
        new Panel(PanelKind.Stat, "Nodes", "Nodes that there are, that report, and that do not.",
            new Query($$"""sum by (state) (max by (cluster, state) (clusterprobe_nodes{{{OfCluster}}}))""", "{{state}}"))
        { Width = 24, Height = 4 },
        new Panel(PanelKind.Matrix, "Nodes by check and outcome", "How many nodes report which outcome: one line for each check, however many nodes there are.",
            new Query($$"""sum by (check, status) (max by (cluster, check, status) (clusterprobe_node_checks{{{OfCluster}}}))"""))
        { Width = 9, Height = 11, Columns = [new("check", "Check"), new("status", "Status"), Column.Value("Nodes")] },
        new Panel(PanelKind.Heat, "Share of nodes on which a check does not pass", "Fail, warn or error, of all nodes that report the check.",
            new Query($$"""sum by (check) (max by (cluster, check, status) (clusterprobe_node_checks{status=~"fail|warn|error", {{OfCluster}}})) / sum by (check) (max by (cluster, check, status) (clusterprobe_node_checks{{{OfCluster}}}))""", "{{check}}"))
        { Width = 15, Height = 11, Unit = "percentunit", Scale = Scale.BadShare },
        Worst("Nodes with the most failing checks", "cluster_node:clusterprobe_checks_failing:count", "no check fails on any node"),
        Worst("Nodes with the most warnings", "cluster_node:clusterprobe_checks_warning:count", "no check warns on any node"));

    private static Panel Worst(string title, string metric, string emptyWhen) => new(
        PanelKind.Table, title, "The worst 20. A click chooses the node for the panels below.",
        new Query($$"""topk(20, {{metric}}{{{OfCluster}}})"""))
    {
        Width = 12,
        EmptyWhen = emptyWhen,
        Scale = Scale.ZeroIsGood,
        Columns = [new("node", "Node", ThisNode), new("cluster", "Cluster"), Column.Value("Checks")],
    };

    private static Row Differences() => new(
        "Classes and drift",
        new Panel(PanelKind.Table, "Classes of nodes", "Nodes with equal facts are one class. The largest 25.",
            new Query($$"""topk(25, count by ({{Facts}}) (clusterprobe_node_info{{{OfCluster}}}))"""))
        { Width = 16, Columns = [Column.Value("Nodes"), .. FactColumns] },
        new Panel(PanelKind.Bars, "Drift: nodes that differ from most", "By fact; facts on which all nodes agree are left out.",
            new Query($$"""sum by (fact) (max by (cluster, fact) (clusterprobe_node_drift{{{OfCluster}}}))""", "{{fact}}"))
        { Width = 8, EmptyWhen = "all nodes agree" });

    private static Row Conditions() => new(
        "Conditions on the nodes",
        new Panel(PanelKind.Lines, "Pressure", "The share of a minute in which some task waited for the resource: 95 of 100 nodes are below.",
            new Query($$"""max by (resource) (cluster_resource:clusterprobe_node_pressure_ratio:p95{{{OfCluster}}})""", "{{resource}}"))
        { Width = 8, Unit = "percentunit", EmptyWhen = "the nodes' kernels have no pressure information (PSI)" },
        new Panel(PanelKind.Lines, "Endpoints: time to reach them", "By step; 95 of 100 nodes are below.",
            new Query($$"""max by (target, step) (cluster_profile_target_step:clusterprobe_endpoint_latency_seconds:p95{{{OfCluster}}})""", "{{target}} {{step}}"))
        { Width = 8, Unit = "s", EmptyWhen = "no profile names an endpoint" },
        new Panel(PanelKind.Lines, "Clock skew", "The clock that is furthest from the API server's, ahead or behind. TLS fails when it is minutes.",
            new Query($$"""max by (cluster) (cluster:clusterprobe_clock_skew_seconds:maxabs{{{OfCluster}}})""", "worst node {{cluster}}"))
        { Width = 8, Unit = "s" });

    private static Row DrillDown() => new(
        "Node $node",
        new Panel(PanelKind.Timeline, "Checks on $node", "Over time.",
            new Query($$"""max by (check) (clusterprobe_check_status{scope="node", {{OfInstance}}} {{OnNode}})""", "{{check}}"))
        { Width = 14, Height = 11, Scale = Scale.CheckStatus },
        new Panel(PanelKind.Lines, "Pressure on $node", "The share of a minute in which some task waited for the resource.",
            new Query($$"""max by (resource) (clusterprobe_node_pressure_ratio{{{OfInstance}}} {{OnNode}})""", "{{resource}}"))
        { Width = 10, Height = 11, Unit = "percentunit", EmptyWhen = "the node's kernel has no pressure information (PSI)" },
        new Panel(PanelKind.Table, "Facts of $node", "A fact that is not known is empty.",
            new Query($$"""max by (node, {{Facts}}) (clusterprobe_node_info{{{OfCluster}}, node="$node"})"""))
        { Width = 14, Height = 5, Columns = [new("node", "Node"), .. FactColumns] },
        new Panel(PanelKind.Table, "Endpoints from $node", "1 when the node got through when it last tried.",
            new Query($$"""max by (profile, target) (clusterprobe_endpoint_reachable{{{OfInstance}}} {{OnNode}})"""))
        { Width = 10, Height = 5, Scale = Scale.YesNo, EmptyWhen = "no profile names an endpoint", Columns = [new("target", "Endpoint"), new("profile", "Profile"), Column.Value("Reachable")] });
}
