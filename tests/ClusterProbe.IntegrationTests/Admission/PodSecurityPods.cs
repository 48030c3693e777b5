using System.Text.Json.Nodes;

namespace ClusterProbe.IntegrationTests.Admission;

/// <summary>Pods that differ in everything the Pod Security Standards look at: one by one, and mixed at random.</summary>
internal static class PodSecurityPods
{
    private static readonly (string Name, Action<JsonObject> Apply)[] Changes =
    [
        .. OfPod("hostNetwork: true", "hostPID: true", "hostIPC: true", "hostUsers: false", "hostUsers: true", "os: {name: linux}"),
        .. OfPodContext(
            "runAsNonRoot: false", "runAsNonRoot: true", "runAsUser: 0", "runAsUser: 1000",
            "seccompProfile: {type: Unconfined}", "seccompProfile: {type: RuntimeDefault}", "seccompProfile: {type: Localhost, localhostProfile: p}",
            "appArmorProfile: {type: Unconfined}", "appArmorProfile: {type: RuntimeDefault}",
            "seLinuxOptions: {type: spc_t}", "seLinuxOptions: {user: u, role: r}", "seLinuxOptions: {type: container_engine_t}", "seLinuxOptions: {level: s0}",
            "sysctls: [{name: kernel.msgmax, value: '1'}, {name: net.ipv4.tcp_rmem, value: '1'}]",
            "sysctls: [{name: kernel.shm_rmid_forced, value: '1'}, {name: net.ipv4.ip_local_reserved_ports, value: '1'}]",
            "sysctls: [{name: net.ipv4.tcp_keepalive_time, value: '1'}, {name: net.ipv4.tcp_notsent_lowat, value: '1'}]"),
        .. OfContainers(
            "privileged: true, allowPrivilegeEscalation: true", "privileged: false", "allowPrivilegeEscalation: true", "allowPrivilegeEscalation: false",
            "runAsNonRoot: false", "runAsNonRoot: true", "runAsUser: 0", "procMount: Default",
            "capabilities: {drop: [ALL]}", "capabilities: {drop: [all]}", "capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}",
            "capabilities: {add: [SYS_ADMIN, NET_RAW, CHOWN]}", "capabilities: {drop: [ALL], add: [CAP_CHOWN, CHOWN]}", "capabilities: {}",
            "seccompProfile: {type: Unconfined}", "seccompProfile: {type: RuntimeDefault}",
            "appArmorProfile: {type: Unconfined}", "appArmorProfile: {type: RuntimeDefault}",
            "seLinuxOptions: {type: spc_t, user: u}", "seLinuxOptions: {role: r}", "seLinuxOptions: {type: container_kvm_t}",
            "windowsOptions: {hostProcess: false}"),
        .. OfContainer(
            "ports: [{containerPort: 80, hostPort: 80}, {containerPort: 9000, hostPort: 900}]", "ports: [{containerPort: 81, hostPort: 0}]",
            "livenessProbe: {httpGet: {port: 80, host: h}}", "readinessProbe: {tcpSocket: {port: 80, host: h2}}", "startupProbe: {httpGet: {port: 80}}",
            "lifecycle: {preStop: {httpGet: {port: 80, host: a}}, postStart: {tcpSocket: {port: 80, host: b}}}"),
        .. Volumes(
            "hostPath: {path: /}", "emptyDir: {}", "nfs: {server: s, path: /p}", "configMap: {name: c}", "gitRepo: {repository: r}",
            "csi: {driver: d}", "image: {reference: r}", "awsElasticBlockStore: {volumeID: v}", "rbd: {monitors: [m], image: i}", ""),
        ("annotation apparmor unconfined", pod => Annotate(pod, "container.apparmor.security.beta.kubernetes.io/main", "unconfined")),
        ("annotation apparmor localhost", pod => Annotate(pod, "container.apparmor.security.beta.kubernetes.io/main", "localhost/p")),
        ("annotation seccomp unconfined", pod => Annotate(pod, "seccomp.security.alpha.kubernetes.io/pod", "unconfined")),
        ("annotation seccomp of a container", pod => Annotate(pod, "container.seccomp.security.alpha.kubernetes.io/main", "localhost/p")),
        ("windows", MakeWindows),
        ("windows host process", pod =>
        {
            MakeWindows(pod);
            Merge(pod["spec"]!.AsObject(), "hostNetwork: true");
            MergeContext(pod["spec"]!.AsObject(), "windowsOptions: {hostProcess: true}");
            MergeContext(Containers(pod)[2], "windowsOptions: {hostProcess: true}");
        }),
        ("user namespace and proc mount", pod =>
        {
            Merge(pod["spec"]!.AsObject(), "hostUsers: false");
            MergeContext(Containers(pod)[1], "procMount: Unmasked");
        }),
        ("user namespace and root", pod =>
        {
            Merge(pod["spec"]!.AsObject(), "hostUsers: false");
            MergeContext(pod["spec"]!.AsObject(), "runAsNonRoot: false, runAsUser: 0");
        }),
    ];

    /// <summary>Every single change to a bare and to a hardened pod, then random mixes of two to seven.</summary>
    /// <param name="mixes">How many mixes.</param>
    public static IEnumerable<(string Name, JsonObject Pod)> All(int mixes)
    {
        foreach (var (name, apply) in Changes.Prepend(("unchanged", Nothing)))
        {
            foreach (var hardened in new[] { false, true }) yield return Make($"{(hardened ? "hardened" : "bare")}: {name}", hardened, [apply]);
        }

        var random = new Random(20260801);
        for (var mix = 0; mix < mixes; mix++)
        {
            var changes = random.GetItems(Changes, random.Next(2, 8));
            var hardened = random.Next(3) > 0;
            yield return Make($"mix {mix}: {string.Join("; ", changes.Select(change => change.Name))}", hardened, changes.Select(change => change.Apply));
        }
    }

    private static (string Name, JsonObject Pod) Make(string name, bool hardened, IEnumerable<Action<JsonObject>> changes)
    {
        var pod = hardened ? Hardened() : Bare();
        foreach (var change in changes) change(pod);
        return (name, pod);
    }

    private static JsonObject Bare() => Read(
        "{apiVersion: v1, kind: Pod, metadata: {generateName: probe-, annotations: {}}, spec: {automountServiceAccountToken: false, "
        + "initContainers: [{name: first, image: i}], containers: [{name: main, image: i}, {name: side, image: i}]}}");

    private static JsonObject Hardened()
    {
        var pod = Bare();
        pod["spec"]!["securityContext"] = Read("{runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}");
        foreach (var container in Containers(pod))
        {
            container["securityContext"] = Read("{allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}");
        }

        return pod;
    }

    private static void MakeWindows(JsonObject pod)
    {
        var spec = pod["spec"]!.AsObject();
        spec["os"] = Read("{name: windows}");
        spec["securityContext"] = Read("{runAsNonRoot: true}");
        foreach (var container in Containers(pod)) container.Remove("securityContext");
    }

    private static IEnumerable<(string Name, Action<JsonObject> Apply)> OfPod(params string[] fragments)
        => fragments.Select<string, (string, Action<JsonObject>)>(fragment => ($"pod {fragment}", pod => Merge(pod["spec"]!.AsObject(), fragment)));

    private static IEnumerable<(string Name, Action<JsonObject> Apply)> OfPodContext(params string[] fragments)
        => fragments.Select<string, (string, Action<JsonObject>)>(fragment => ($"pod context {fragment}", pod => MergeContext(pod["spec"]!.AsObject(), fragment)));

    private static IEnumerable<(string Name, Action<JsonObject> Apply)> OfContainers(params string[] fragments)
        => fragments.SelectMany(fragment => new (string, Action<JsonObject>)[]
        {
            ($"main context {fragment}", pod => MergeContext(Containers(pod)[1], fragment)),
            ($"all contexts {fragment}", pod => Containers(pod).ForEach(container => MergeContext(container, fragment))),
        });

    private static IEnumerable<(string Name, Action<JsonObject> Apply)> OfContainer(params string[] fragments)
        => fragments.SelectMany(fragment => new (string, Action<JsonObject>)[]
        {
            ($"main {fragment}", pod => Merge(Containers(pod)[1], fragment)),
            ($"side and main {fragment}", pod => Containers(pod).GetRange(1, 2).ForEach(container => Merge(container, fragment))),
        });

    private static IEnumerable<(string Name, Action<JsonObject> Apply)> Volumes(params string[] sources)
        => sources.Select<string, (string, Action<JsonObject>)>(source => ($"volume {source}", pod => AddVolume(pod["spec"]!.AsObject(), source)));

    private static void AddVolume(JsonObject spec, string source)
    {
        spec["volumes"] ??= new JsonArray();
        var volumes = spec["volumes"]!.AsArray();
        volumes.Add(Read($"{{name: v{volumes.Count}, {source}}}"));
    }

    private static void Nothing(JsonObject pod)
    {
    }

    private static List<JsonObject> Containers(JsonObject pod)
        => [.. new[] { "initContainers", "containers" }.SelectMany(list => pod["spec"]![list]!.AsArray()).Select(container => container!.AsObject())];

    private static void Annotate(JsonObject pod, string key, string value) => pod["metadata"]!["annotations"]![key] = value;

    private static void MergeContext(JsonObject owner, string fragment)
    {
        owner["securityContext"] ??= new JsonObject();
        Merge(owner["securityContext"]!.AsObject(), fragment);
    }

    private static void Merge(JsonObject target, string fragment)
    {
        foreach (var (key, value) in Read($"{{{fragment}}}")) target[key] = value?.DeepClone();
    }

    private static JsonObject Read(string flowYaml) => YamlJson.Read(flowYaml);
}
