using System.Collections.Immutable;
using System.Text;
using ClusterProbe.Agent.Metrics;
using ClusterProbe.Monitoring.Rules;

namespace ClusterProbe.Monitoring.Documents;

/// <summary>Writes <c>docs/metrics.md</c>: every metric with its labels.</summary>
public static class MetricsPage
{
    /// <summary>Where it is in the repository.</summary>
    public const string Path = "docs/metrics.md";

    /// <summary>What each label holds.</summary>
    public static ImmutableSortedDictionary<string, string> LabelMeanings { get; } = new Dictionary<string, string>
    {
        ["architecture"] = "`x64` or `arm64`",
        ["build_namespace"] = "a namespace of the profile's `buildNamespaces`; not named `namespace`, which scrapers set to the agent's own",
        ["category"] = "the check's category: `admission`, `platform`, `mesh`, `rbac`, `capacity`, `ci-system`, `node` or `profile`",
        ["cgroup"] = "`v1` or `v2`",
        ["check"] = "the check's code, such as `CP1002`",
        ["code"] = "the HTTP status; `0` when no answer came",
        ["collector"] = "what was read, one for each collector",
        ["fact"] = "the fact's name, as in the labels of `clusterprobe_node_info`",
        ["inotify_instances"] = "`fs.inotify.max_user_instances`",
        ["iptables"] = "`legacy` or `nft`",
        ["kernel"] = "major and minor version, such as `6.12`",
        ["kind"] = "`ClusterReadiness`, `NodeReadiness` or another kind that the agent writes",
        ["mtu"] = "of the pod's interface",
        ["node"] = "the node's name",
        ["outcome"] = "`admitted`, `denied` or `unknown`",
        ["overlay"] = "whether overlayfs is there",
        ["pid_limit"] = "of the agent's cgroup",
        ["profile"] = "the name of the ClusterReadiness object; empty for what a node finds whatever the profiles say",
        ["reason"] = "one word of the check's own bounded list, such as `PodSecurity`",
        ["required"] = "whether readiness depends on it: `true` or `false`",
        ["resource"] = "of requests: the API resource; of pressure: `cpu`, `memory` or `io`",
        ["result"] = "`success`, `error`, `conflict` or `unchanged`",
        ["scope"] = "`cluster` for what the leader finds, node checks folded over all nodes included; `node` for what an agent finds on its own node",
        ["shape"] = "the build shape's name in the profile",
        ["state"] = "of slots: `now` or `empty`; of nodes: `expected`, `reporting` or `silent`",
        ["status"] = "`pass`, `skip`, `warn`, `error`, `fail` or `waived`; of readiness `true`, `false` or `unknown`",
        ["step"] = "`dns`, `tcp` or `tls`",
        ["subject_kind"] = "a kind in lower case, or `cluster`",
        ["subject_name"] = "the subject's name, empty for the cluster",
        ["subject_namespace"] = "the subject's namespace, empty for none",
        ["target"] = "an endpoint of a profile, `HOST:PORT`; not named `endpoint`, which Prometheus Operator sets to the port's name",
        ["to"] = "`leader` or `follower`",
        ["user_namespaces"] = "whether unprivileged users may make user namespaces",
        ["variant"] = "the variant of the dry run, such as `declared`, `root` or `privileged`",
        ["verb"] = "the verb of the request, such as `list`",
        ["version"] = "the agent's version",
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>Writes it.</summary>
    /// <param name="rules">The rules, for what they record.</param>
    public static string Write(RuleFile rules)
    {
        var page = new StringBuilder(
            """
            # Metrics

            Every agent exports its own metrics on port 8080 under `/metrics`; the leader exports what it found about the cluster as well, and ceases
            to when it is no longer the leader. Nothing is exported before the first evaluation. Series of checks, profiles, waivers and subjects that
            are gone disappear.

            Names, labels and the meaning of values are an interface: they change only with the major version, and what goes is announced one minor
            version before. New metrics, new labels at the end, and new values of `check`, `reason`, `collector` and `resource` can come at any time:
            aggregate with `by`, not `without`. No label holds free text.

            | Metric | Type | Exported by | Labels | Meaning |
            |---|---|---|---|---|

            """);
        foreach (var metric in MetricCatalog.All)
        {
            var labels = string.Join(", ", metric.Labels.Select(label => $"`{label}`"));
            var source = metric.Source == MetricSource.Leader ? "leader" : "every agent";
            page.Append($"| `{metric.Name}` | {metric.Kind.ToString().ToLowerInvariant()} | {source} | {labels} | {metric.Help} |\n");
        }

        page.Append(
            """

            Of the process, under the names that prometheus-net gives them: `process_cpu_seconds_total`, `process_working_set_bytes`,
            `process_start_time_seconds`. The rules and dashboards use these three; others may go.

            ## Labels

            | Label | Values |
            |---|---|

            """);
        foreach (var (label, meaning) in LabelMeanings) page.Append($"| `{label}` | {meaning} |\n");
        page.Append(
            """

            ## Recorded by the rules

            `dashboards/rules/clusterprobe.rules.yaml` records these, so that no panel has to add up thousands of nodes. They are not an interface: they
            change together with the dashboards.

            | Metric | Query |
            |---|---|

            """);
        foreach (var rule in rules.Rules.Where(rule => !rule.IsAlert)) page.Append($"| `{rule.Name}` | `{string.Join(' ', rule.Expression.Split((char[])['\n', ' '], StringSplitOptions.RemoveEmptyEntries))}` |\n");
        return page.Append(
            """

            ## Scraping

            The overlay `manifests/overlays/prometheus-operator` has a PodMonitor. Without the operator:

            ```yaml
            - job_name: clusterprobe        # alerts look for jobs with "clusterprobe" in their name
              kubernetes_sd_configs:
              - role: pod
                namespaces: {names: [clusterprobe]}
              relabel_configs:
              - source_labels: [__meta_kubernetes_pod_label_app_kubernetes_io_name, __meta_kubernetes_pod_container_port_name]
                regex: clusterprobe;http
                action: keep
            ```

            Dashboards and rules need the labels `instance` and `job`, which every scrape has, and take the node's name from `clusterprobe_node_info`.
            They group by the label `cluster`, where an external or target label of that name tells several clusters apart.

            """).ToString();
    }
}
