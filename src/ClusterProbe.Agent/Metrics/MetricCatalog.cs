using System.Collections.Immutable;

namespace ClusterProbe.Agent.Metrics;

/// <summary>Every metric that the agent exports. The documentation, the dashboards and the alerts are held to this list by tests.</summary>
public static class MetricCatalog
{
    /// <summary>The outcome of a check, ordered by badness.</summary>
    public static MetricDefinition CheckStatus { get; } = Node(
        "clusterprobe_check_status",
        "The worst outcome of a check: 0 pass, 1 skip, 2 warn, 3 error (not evaluated), 4 fail. Waived findings are left out.",
        "profile", "check", "category", "scope");

    /// <summary>When an evaluation last began.</summary>
    public static MetricDefinition LastRun { get; } = Node(
        "clusterprobe_last_run_timestamp_seconds", "When the checks of this scope were last evaluated, in Unix time.", "scope", "profile");

    /// <summary>When an evaluation last learned all that it asked for.</summary>
    public static MetricDefinition LastSuccess { get; } = Node(
        "clusterprobe_last_success_timestamp_seconds", "When the checks of this scope were last evaluated without an error finding, in Unix time.", "scope", "profile");

    /// <summary>How long the last evaluation took.</summary>
    public static MetricDefinition RunDuration { get; } = Node(
        "clusterprobe_run_duration_seconds", "How long the last evaluation of this scope took, reading included.", "scope", "profile");

    /// <summary>How long a collector took.</summary>
    public static MetricDefinition CollectorDuration { get; } = Leader(
        "clusterprobe_collector_duration_seconds", "How long a collector took in the last cycle.", "collector", "profile");

    /// <summary>The verdict of a profile.</summary>
    public static MetricDefinition Ready { get; } = Leader(
        "clusterprobe_ready", "Whether the cluster is ready for builds: the series of the current status is 1, the others are 0. Status is true, false or unknown.", "profile", "status");

    /// <summary>How many findings there are.</summary>
    public static MetricDefinition Findings { get; } = Leader(
        "clusterprobe_findings", "How many findings there are by status: pass, skip, warn, error, fail or waived.", "profile", "status");

    /// <summary>A finding that does not pass.</summary>
    public static MetricDefinition Finding { get; } = Leader(
        "clusterprobe_finding",
        "A finding that is neither pass nor skip, always 1; at most 50 for each profile, the worst first. Status is warn, error or fail.",
        "profile", "check", "status", "reason", "required", "subject_kind", "subject_namespace", "subject_name");

    /// <summary>Room for builds.</summary>
    public static MetricDefinition BuildSlots { get; } = Leader(
        "clusterprobe_build_slots", "How many build pods of a shape fit: now, and when nothing but residents runs (state now or empty).", "profile", "build_namespace", "shape", "state");

    /// <summary>What admission says.</summary>
    public static MetricDefinition Admission { get; } = Leader(
        "clusterprobe_admission",
        "What admission says to a build shape, always 1: outcome admitted, denied or unknown, and the class of the first blocker as reason.",
        "profile", "build_namespace", "shape", "variant", "outcome", "reason");

    /// <summary>When a waiver ends.</summary>
    public static MetricDefinition WaiverExpiry { get; } = Leader(
        "clusterprobe_waiver_expiry_timestamp_seconds", "When a waiver ends, in Unix time.", "profile", "check", "subject_kind", "subject_namespace", "subject_name");

    /// <summary>Nodes by the state of their agents.</summary>
    public static MetricDefinition Nodes { get; } = Leader(
        "clusterprobe_nodes", "How many nodes there are (state expected), how many report in time (reporting), and how many don't (silent).", "state");

    /// <summary>Nodes by the outcome of a node check.</summary>
    public static MetricDefinition NodeChecks { get; } = Leader(
        "clusterprobe_node_checks", "How many nodes report this outcome of a node check: pass, skip, warn, error or fail.", "check", "status");

    /// <summary>Drift.</summary>
    public static MetricDefinition NodeDrift { get; } = Leader(
        "clusterprobe_node_drift", "How many nodes differ from most nodes in a fact; facts on which all agree are left out.", "fact");

    /// <summary>Facts of the node.</summary>
    public static MetricDefinition NodeInfo { get; } = Node(
        "clusterprobe_node_info", "Facts about the node, always 1; a fact that is not known is empty.",
        "node", "kernel", "cgroup", "mtu", "overlay", "iptables", "user_namespaces", "pid_limit", "inotify_instances");

    /// <summary>Pressure on the node.</summary>
    public static MetricDefinition NodePressure { get; } = Node(
        "clusterprobe_node_pressure_ratio", "The share of the last 60 seconds in which some task waited for the resource (cpu, memory or io), from 0 to 1.", "resource");

    /// <summary>Reachability.</summary>
    public static MetricDefinition EndpointReachable { get; } = Node(
        "clusterprobe_endpoint_reachable", "Whether an endpoint of a profile answered when the node last tried: 1 or 0.", "profile", "target");

    /// <summary>Latency.</summary>
    public static MetricDefinition EndpointLatency { get; } = Node(
        "clusterprobe_endpoint_latency_seconds", "How long a step of the last successful try took: dns, tcp or tls.", "profile", "target", "step");

    /// <summary>Certificates.</summary>
    public static MetricDefinition EndpointCertificateExpiry { get; } = Node(
        "clusterprobe_endpoint_certificate_expiry_timestamp_seconds", "When the certificate that the endpoint presented ends, in Unix time.", "profile", "target");

    /// <summary>Clock skew.</summary>
    public static MetricDefinition ClockSkew { get; } = Node(
        "clusterprobe_clock_skew_seconds", "How far the node's clock is ahead of the API server's; negative when behind.");

    /// <summary>Requests.</summary>
    public static MetricDefinition ApiRequests { get; } = NodeCounter(
        "clusterprobe_api_requests_total", "Requests to the API server by verb, resource and HTTP status code; code 0 for no answer.", "verb", "resource", "code");

    /// <summary>Retries.</summary>
    public static MetricDefinition ApiRetries { get; } = NodeCounter(
        "clusterprobe_api_retries_total", "Requests to the API server that were sent again, by verb.", "verb");

    /// <summary>Seconds in requests.</summary>
    public static MetricDefinition ApiSeconds { get; } = NodeCounter(
        "clusterprobe_api_request_duration_seconds_total", "Seconds spent waiting for the API server's answers, by verb.", "verb");

    /// <summary>Leadership.</summary>
    public static MetricDefinition IsLeader { get; } = Node(
        "clusterprobe_leader", "Whether this agent is the leader: 1 or 0.");

    /// <summary>Changes of leadership.</summary>
    public static MetricDefinition LeaderTransitions { get; } = NodeCounter(
        "clusterprobe_leader_transitions_total", "How often this agent became the leader or ceased to be it.", "to");

    /// <summary>Writes.</summary>
    public static MetricDefinition ReportWrites { get; } = NodeCounter(
        "clusterprobe_report_writes_total", "Writes of results by kind of object and result: success, error, conflict or unchanged (nothing to write).", "kind", "result");

    /// <summary>The guard.</summary>
    public static MetricDefinition DryRunGuard { get; } = Leader(
        "clusterprobe_dry_run_guard", "Whether the policy that refuses this agent every create of pods but dry runs was seen to hold: 1 or 0. At 0 admission is not probed.");

    /// <summary>The build.</summary>
    public static MetricDefinition BuildInfo { get; } = Node(
        "clusterprobe_build_info", "The agent's version, always 1.", "version", "architecture");

    /// <summary>All of them, in the order of the documentation.</summary>
    public static ImmutableArray<MetricDefinition> All { get; } =
    [
        Ready, CheckStatus, Findings, Finding, BuildSlots, Admission, WaiverExpiry,
        Nodes, NodeChecks, NodeDrift, NodeInfo, NodePressure, EndpointReachable, EndpointLatency, EndpointCertificateExpiry, ClockSkew,
        LastRun, LastSuccess, RunDuration, CollectorDuration, IsLeader, LeaderTransitions, DryRunGuard,
        ApiRequests, ApiRetries, ApiSeconds, ReportWrites, BuildInfo,
    ];

    private static MetricDefinition Node(string name, string help, params ImmutableArray<string> labels) => new(name, MetricKind.Gauge, MetricSource.Node, help, labels);

    private static MetricDefinition Leader(string name, string help, params ImmutableArray<string> labels) => new(name, MetricKind.Gauge, MetricSource.Leader, help, labels);

    private static MetricDefinition NodeCounter(string name, string help, params ImmutableArray<string> labels) => new(name, MetricKind.Counter, MetricSource.Node, help, labels);
}
