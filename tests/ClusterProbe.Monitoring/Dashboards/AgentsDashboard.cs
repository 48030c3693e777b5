namespace ClusterProbe.Monitoring.Dashboards;

/// <summary>Whether ClusterProbe itself works, and what it costs.</summary>
internal static class AgentsDashboard
{
    private const string OfCluster = """cluster=~"$cluster" """;
    private const string OfProfile = """cluster=~"$cluster", profile=~"$profile" """;

    public static Dashboard Create() => new(
        "clusterprobe-agents", "ClusterProbe / ClusterProbe itself", "Whether the agents work, and what they cost the API server and the nodes.",
        [Variable.Datasource, Variable.Cluster, Variable.Profile],
        [State(), Cycles(), Api(), Cost()]);

    private static Row State() => new(
        "State",
        new Panel(PanelKind.Stat, "Leader", "The node of the agent that checks the cluster. More than one, or none: runbooks ClusterProbeSeveralLeaders, ClusterProbeNoLeader.",
            new Query($$"""max by (cluster, node) ((clusterprobe_leader{{{OfCluster}}} == 1) * on (cluster, instance) group_left (node) clusterprobe_node_info)""", "{{node}}"))
        { Width = 6, Height = 5, Scale = Scale.YesNo, EmptyWhen = "nobody is the leader" },
        new Panel(PanelKind.Stat, "Agents by version", "Several while an update is rolled out.",
            new Query($$"""count by (version) (clusterprobe_build_info{{{OfCluster}}})""", "{{version}}"))
        { Width = 5, Height = 5 },
        new Panel(PanelKind.Stat, "Dry-run guard", "Whether the policy that refuses the agents every create of pods but dry runs holds. Otherwise admission is not probed.",
            new Query($$"""min by (cluster) (clusterprobe_dry_run_guard{{{OfCluster}}})""", "{{cluster}}"))
        { Width = 4, Height = 5, Scale = Scale.YesNo },
        new Panel(PanelKind.Stat, "Last cycle", "Since the cluster was last checked.",
            new Query($$"""time() - max by (profile) (clusterprobe_last_run_timestamp_seconds{scope="cluster", {{OfProfile}}})""", "{{profile}}"))
        { Width = 4, Height = 5, Unit = "s", Scale = Scale.CycleAge },
        new Panel(PanelKind.Stat, "Last cycle without errors", "Since everything could be evaluated.",
            new Query($$"""time() - max by (profile) (clusterprobe_last_success_timestamp_seconds{scope="cluster", {{OfProfile}}})""", "{{profile}}"))
        { Width = 5, Height = 5, Unit = "s", Scale = Scale.CycleAge, EmptyWhen = "there was no cycle without errors yet" });

    private static Row Cycles() => new(
        "Cycles",
        new Panel(PanelKind.Lines, "Cycle duration", "Reading included.",
            new Query($$"""max by (profile) (clusterprobe_run_duration_seconds{scope="cluster", {{OfProfile}}})""", "{{profile}}"))
        { Width = 8, Unit = "s" },
        new Panel(PanelKind.Lines, "Collectors", "How long each took in the last cycle.",
            new Query($$"""max by (collector) (clusterprobe_collector_duration_seconds{{{OfProfile}}})""", "{{collector}}"))
        { Width = 8, Unit = "s" },
        new Panel(PanelKind.Lines, "Changes of the leader in an hour", "At the pace of the last 5 minutes.",
            new Query($$"""3600 * max by (cluster) (cluster:clusterprobe_leader_transitions:rate5m{{{OfCluster}}})""", "changes {{cluster}}"))
        { Width = 8 });

    private static Row Api() => new(
        "API server",
        new Panel(PanelKind.Lines, "Requests a second", "Of all agents together, by verb and resource. At 5,000 nodes at most 20.",
            new Query($$"""sum by (verb, resource) (cluster_verb_resource_code:clusterprobe_api_requests:rate5m{{{OfCluster}}})""", "{{verb}} {{resource}}"))
        { Width = 12, Unit = "reqps", Stacked = true },
        new Panel(PanelKind.Lines, "Requests a second that did not succeed", "429: the API server sheds load. 403: a permission is missing. 0: no answer.",
            new Query($$"""sum by (code) (cluster_verb_resource_code:clusterprobe_api_requests:rate5m{code!~"[123]..", {{OfCluster}}})""", "{{code}}"))
        { Width = 12, Unit = "reqps", Stacked = true, EmptyWhen = "every request succeeded since the agents started" },
        new Panel(PanelKind.Lines, "Mean time to the answer", "By verb.",
            new Query($$"""sum by (verb) (cluster_verb:clusterprobe_api_request_duration_seconds:rate5m{{{OfCluster}}}) / (sum by (verb) (cluster_verb_resource_code:clusterprobe_api_requests:rate5m{{{OfCluster}}}) > 0)""", "{{verb}}"))
        { Width = 8, Unit = "s" },
        new Panel(PanelKind.Lines, "Retries a second", "Requests that were sent again.",
            new Query($$"""sum by (verb) (cluster_verb:clusterprobe_api_retries:rate5m{{{OfCluster}}})""", "{{verb}}"))
        { Width = 8, Unit = "reqps", EmptyWhen = "nothing was sent again since the agents started" },
        new Panel(PanelKind.Lines, "Report writes a second", "By kind of object and result; without those that had nothing to write.",
            new Query($$"""sum by (kind, result) (cluster_kind_result:clusterprobe_report_writes:rate5m{result!="unchanged", {{OfCluster}}})""", "{{kind}} {{result}}"))
        { Width = 8, Unit = "wps" });

    private static Row Cost() => new(
        "Cost on the nodes",
        new Panel(PanelKind.Lines, "Memory of an agent", "Working set of the middle one and of the largest.",
            new Query($$"""max by (cluster) (cluster:clusterprobe_working_set_bytes:p50{{{OfCluster}}})""", "middle {{cluster}}"),
            new Query($$"""max by (cluster) (cluster:clusterprobe_working_set_bytes:max{{{OfCluster}}})""", "largest {{cluster}}"))
        { Width = 12, Unit = "bytes" },
        new Panel(PanelKind.Lines, "CPU of an agent", "Cores used by the middle one and by the busiest, which is mostly the leader.",
            new Query($$"""max by (cluster) (cluster:clusterprobe_cpu_seconds:rate5m_p50{{{OfCluster}}})""", "middle {{cluster}}"),
            new Query($$"""max by (cluster) (cluster:clusterprobe_cpu_seconds:rate5m_max{{{OfCluster}}})""", "busiest {{cluster}}"))
        { Width = 12, Unit = "short" });
}
