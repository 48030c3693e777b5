namespace ClusterProbe.Monitoring.Dashboards;

/// <summary>Whether builds run, what stops them, what changed, and how much room there is.</summary>
internal static class ReadinessDashboard
{
    private const string Filter = """cluster=~"$cluster", profile=~"$profile" """;
    private const string Subject = "subject_kind, subject_namespace, subject_name";
    private const string Runbook = "https://clusterprobe.io/runbooks/${__value.raw}";

    private static Column Check => new("check", "Check", Runbook);

    public static Dashboard Create() => new(
        "clusterprobe-readiness", "ClusterProbe / Cluster readiness", "Whether CI builds run on the cluster, what stops them, and what changed.",
        [Variable.Datasource, Variable.Cluster, Variable.Profile, Variable.Since],
        [Verdict(), Findings(), Changes(), Room(), Admission(), Expiry()]);

    private static Row Verdict() => new(
        "Verdict",
        new Panel(PanelKind.Stat, "Verdict", "Ready when nothing fails that builds depend on; unknown when something required could not be evaluated.",
            new Query($$"""2 * max by (cluster, profile) (clusterprobe_ready{status="true", {{Filter}}}) + max by (cluster, profile) (clusterprobe_ready{status="unknown", {{Filter}}})""", "{{profile}}"))
        { Width = 6, Height = 5, Scale = Scale.Verdict },
        new Panel(PanelKind.Stat, "Findings that do not pass", "Fail: builds fail. Error: could not be evaluated. Warn: builds run, for now. Waived: somebody has accepted it.",
            new Query($$"""sum by (status) (max by (cluster, profile, status) (clusterprobe_findings{status=~"fail|error|warn|waived", {{Filter}}}))""", "{{status}}"))
        { Width = 8, Height = 5, Scale = Scale.ZeroIsGood },
        new Panel(PanelKind.Stat, "Last checked", "The leader checks the cluster every 2 minutes.",
            new Query($$"""time() - max by (cluster, profile) (clusterprobe_last_run_timestamp_seconds{scope="cluster", {{Filter}}})""", "{{profile}}"))
        { Width = 5, Height = 5, Unit = "s", Scale = Scale.CycleAge },
        new Panel(PanelKind.Stat, "Nodes", "Nodes that there are, that report, and that do not.",
            new Query("""sum by (state) (max by (cluster, state) (clusterprobe_nodes{cluster=~"$cluster"}))""", "{{state}}"))
        { Width = 5, Height = 5 });

    private static Row Findings() => new(
        "Findings",
        new Panel(PanelKind.Table, "What does not pass", "The worst 50 of each profile. The check leads to its runbook; kubectl describe clusterreadiness has message, evidence and fix.",
            new Query($$"""sort_desc(max by (profile, check, status, reason, required, {{Subject}}) (clusterprobe_finding{{{Filter}}}))"""))
        {
            Width = 14,
            Height = 9,
            EmptyWhen = "everything passes",
            Columns =
            [
                Check, new("status", "Status"), new("reason", "Reason"), new("required", "Required"), new("profile", "Profile"),
                new("subject_kind", "Kind"), new("subject_namespace", "Namespace"), new("subject_name", "Name"),
            ],
        },
        new Panel(PanelKind.Lines, "Findings by status", "Without those that pass or are skipped.",
            new Query($$"""sum by (status) (max by (cluster, profile, status) (clusterprobe_findings{status=~"fail|error|warn|waived", {{Filter}}}))""", "{{status}}"))
        { Width = 10, Height = 9, Stacked = true });

    private static Row Changes() => new(
        "What changed",
        new Panel(PanelKind.Timeline, "Verdict and checks over time", "The verdict, and each check that did not pass at some time in the range.",
            new Query($$"""4 * max by (profile) (clusterprobe_ready{status="false", {{Filter}}}) + 3 * max by (profile) (clusterprobe_ready{status="unknown", {{Filter}}})""", "{{profile}}: verdict"),
            new Query($$"""max by (profile, check) (clusterprobe_check_status{scope="cluster", {{Filter}}}) and on (profile, check) (max by (profile, check) (max_over_time(clusterprobe_check_status{scope="cluster", {{Filter}}}[$__range] @ end())) > 1)""", "{{check}}"))
        { Width = 24, Height = 9, Scale = Scale.CheckStatus },
        Change("New since then", "Findings that were not there $since ago.", "nothing new is wrong", "", " offset $since"),
        Change("Gone since then", "Findings that were there $since ago, and are not now.", "nothing was fixed", " offset $since", ""));

    private static Panel Change(string title, string description, string emptyWhen, string at, string other) => new(
        PanelKind.Table, title, description,
        new Query($$"""max by (profile, check, status, reason, {{Subject}}) (clusterprobe_finding{{{Filter}}}{{at}}) unless on (profile, check, status, {{Subject}}) max by (profile, check, status, {{Subject}}) (clusterprobe_finding{{{Filter}}}{{other}})"""))
    {
        Width = 12,
        Height = 6,
        EmptyWhen = emptyWhen,
        Columns = [Check, new("status", "Status"), new("reason", "Reason"), new("subject_namespace", "Namespace"), new("subject_kind", "Kind"), new("subject_name", "Name")],
    };

    private static Row Room() => new(
        "Room for builds",
        new Panel(PanelKind.Bars, "Build slots now", "How many build pods of each shape fit now. At 0 builds wait; runbook CP5001.",
            new Query($$"""min by (profile, build_namespace, shape) (clusterprobe_build_slots{state="now", {{Filter}}})""", "{{build_namespace}}/{{shape}}"))
        { Width = 8, Scale = Scale.ZeroIsBad },
        new Panel(PanelKind.Lines, "Build slots over time", "Now, and if nothing but residents ran (empty).",
            new Query($$"""min by (build_namespace, shape, state) (clusterprobe_build_slots{{{Filter}}})""", "{{build_namespace}}/{{shape}} {{state}}"))
        { Width = 16 });

    private static Row Admission() => new(
        "Admission",
        new Panel(PanelKind.Table, "What admission says", "To each shape and variant of build pods, by dry run. The reason is the class of the first blocker.",
            new Query($$"""max by (profile, build_namespace, shape, variant, outcome, reason) (clusterprobe_admission{{{Filter}}})"""))
        {
            Width = 14,
            EmptyWhen = "admission is not probed, because the dry-run guard does not hold",
            Columns = [new("build_namespace", "Namespace"), new("shape", "Shape"), new("variant", "Variant"), new("outcome", "Outcome"), new("reason", "Reason"), new("profile", "Profile")],
        },
        new Panel(PanelKind.Lines, "Admission outcomes", "How many shapes and variants are admitted, denied, or not judged.",
            new Query($$"""count by (outcome) (max by (profile, build_namespace, shape, variant, outcome) (clusterprobe_admission{{{Filter}}}))""", "{{outcome}}"))
        { Width = 10, Stacked = true, EmptyWhen = "admission is not probed, because the dry-run guard does not hold" });

    private static Row Expiry() => new(
        "Endpoints and expiry",
        new Panel(PanelKind.Table, "Waivers: time that is left", "Then the check counts as failing again.",
            new Query($$"""sort(min by (profile, check, {{Subject}}) (clusterprobe_waiver_expiry_timestamp_seconds{{{Filter}}}) - time())"""))
        {
            Width = 8,
            Unit = "s",
            Scale = Scale.TimeLeft,
            EmptyWhen = "no waiver has an end",
            Columns = [Check, new("subject_namespace", "Namespace"), new("subject_kind", "Kind"), new("subject_name", "Name"), new("profile", "Profile"), Column.Value("Left")],
        },
        new Panel(PanelKind.Table, "Certificates: time that is left", "Of the endpoints that builds need, as the nodes see them; the earliest counts.",
            new Query($$"""sort(min by (profile, target) (clusterprobe_endpoint_certificate_expiry_timestamp_seconds{{{Filter}}}) - time())"""))
        {
            Width = 8,
            Unit = "s",
            Scale = Scale.TimeLeft,
            EmptyWhen = "the profile names no endpoint with TLS",
            Columns = [new("target", "Endpoint"), new("profile", "Profile"), Column.Value("Left")],
        },
        new Panel(PanelKind.Lines, "Endpoints: share of nodes that get through", "Of the endpoints that builds need.",
            new Query($$"""min by (target) (cluster_profile_target:clusterprobe_endpoint_reachable:avg{{{Filter}}})""", "{{target}}"))
        { Width = 8, Unit = "percentunit", EmptyWhen = "the profile names no endpoint" });
}
