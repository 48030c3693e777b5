using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Access;

/// <summary>What the CI identity of one CI system has to be allowed, as its vendor documents it and its code uses it.</summary>
/// <param name="Name">The CI system, such as <c>harness</c>.</param>
/// <param name="Version">The edition of the list; vendors change theirs.</param>
/// <param name="Permissions">The permissions, those that builds can't do without first.</param>
public sealed record PermissionProfile(string Name, string Version, ImmutableArray<ProfilePermission> Permissions)
{
    /// <summary>The permissions that a profile's CI identity needs.</summary>
    /// <param name="profile">What ready means.</param>
    public static PermissionProfile For(Profile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return new PermissionProfile(BuiltInProfiles.NameOf(profile.CiSystem), "2026-08", [.. Rows(profile)
            .SelectMany(row => row.Permissions())
            .OrderByDescending(entry => entry.Severity)]);
    }

    private static ImmutableArray<Row> Rows(Profile profile) => profile.CiSystem switch
    {
        CiSystem.Harness => Harness,
        CiSystem.GitLabRunner => GitLabRunner,
        // In containerMode dind the runner pod is itself the build pod, and calls no API.
        CiSystem.ActionsRunnerController => profile.Require.Contains(Capability.DockerInDocker) ? [] : ActionsRunner,
        CiSystem.Jenkins => Jenkins,
        CiSystem.Tekton => Tekton,
        _ => throw new ArgumentOutOfRangeException(nameof(profile)),
    };

    private static ImmutableArray<Row> Harness { get; } =
    [
        new("secrets", "get create update", PermissionSeverity.Fail, "stages fail at Initialize, where pull and environment secrets are written"),
        new("pods", "create get", PermissionSeverity.Fail, "stages fail at Initialize"),
        new("pods", "delete", PermissionSeverity.Fail, "finished build pods are left behind, and replacing one fails"),
        new("secrets", "delete", PermissionSeverity.Fail, "secrets of finished builds are left behind"),
        new("events", "list watch", PermissionSeverity.Warn, "the Initialize log says \"failed to watch pod event\"; builds run"),
        new("services", "create delete", PermissionSeverity.Info, "only legacy service dependencies need it"),
        new("pods", "list watch update", PermissionSeverity.Info, "documented, and not used by builds"),
        new("secrets", "list watch", PermissionSeverity.Info, "documented, and not used by builds"),
        new("persistentvolumeclaims", "create", PermissionSeverity.Info, "mentioned in the documentation, and not used by builds"),
    ];

    private static ImmutableArray<Row> GitLabRunner { get; } =
    [
        new("pods", "create delete get", PermissionSeverity.Fail, "jobs fail while the environment is prepared"),
        new("pods/attach", "create", PermissionSeverity.Fail, "jobs look like a hang: the runner attaches to the build container", "FF_USE_LEGACY_KUBERNETES_EXECUTION_STRATEGY=false, the default"),
        new("pods/exec", "create", PermissionSeverity.Fail, "jobs look like a hang: the runner executes in the build container"),
        new("secrets", "create delete get update", PermissionSeverity.Fail, "jobs fail while credentials are written"),
        new("serviceaccounts", "get", PermissionSeverity.Fail, "jobs fail while the environment is prepared"),
        new("services", "create get", PermissionSeverity.Warn, "jobs with services fail", "services"),
        new("pods", "list watch", PermissionSeverity.Warn, "the runner polls instead of watching", "informers, 17.9 or later"),
        new("pods/exec", "get", PermissionSeverity.Warn, "clients that execute over WebSocket are refused"),
        new("pods/attach", "delete get patch", PermissionSeverity.Info, "documented for the default strategy"),
        new("pods/exec", "delete patch", PermissionSeverity.Info, "documented for the legacy strategy and terminals"),
        new("pods/log", "get list", PermissionSeverity.Info, "some feature flags read logs"),
        new("events", "list watch", PermissionSeverity.Info, "pod events are not shown in job logs", "print_pod_warning_events, FF_PRINT_POD_EVENTS"),
        new("namespaces", "create delete", PermissionSeverity.Info, "jobs can't have a namespace each", "namespace_per_job") { ClusterWide = true },
    ];

    private static ImmutableArray<Row> ActionsRunner { get; } =
    [
        new("pods", "get list create delete", PermissionSeverity.Fail, "jobs fail when their pod is created", "containerMode kubernetes"),
        new("pods/exec", "get create", PermissionSeverity.Fail, "steps can't be started in the job's pod", "containerMode kubernetes"),
        new("pods/log", "get", PermissionSeverity.Fail, "the output of container steps can't be read", "containerMode kubernetes"),
        new("secrets", "get list create delete", PermissionSeverity.Fail, "environments of container steps can't be passed on", "containerMode kubernetes"),
        new("jobs", "get list create delete", PermissionSeverity.Warn, "container steps fail in the mode with a work volume", "containerMode kubernetes with a work volume") { Group = "batch" },
        new("pods/log", "list watch", PermissionSeverity.Info, "granted by the vendor's chart"),
        new("pods", "update patch", PermissionSeverity.Info, "granted by newer editions of the vendor's chart"),
    ];

    private static ImmutableArray<Row> Jenkins { get; } =
    [
        new("pods", "create delete get list watch", PermissionSeverity.Fail, "agents are not created, or not seen to start"),
        new("pods/exec", "create get", PermissionSeverity.Fail, "container steps hang: they execute in the agent's pod"),
        new("pods/log", "get", PermissionSeverity.Fail, "the output of agents that fail to start is lost"),
        new("secrets", "get", PermissionSeverity.Warn, "pull secrets and certificates can't be read"),
        new("events", "watch", PermissionSeverity.Warn, "why an agent does not start is missing in the build's log"),
        new("pods", "patch update", PermissionSeverity.Info, "granted by the vendor's manifest"),
        new("pods/exec", "delete list patch update watch", PermissionSeverity.Info, "granted by the vendor's manifest"),
        new("pods/log", "list watch", PermissionSeverity.Info, "granted by the vendor's manifest"),
    ];

    private static ImmutableArray<Row> Tekton { get; } =
    [
        new("pods", "create get delete list watch", PermissionSeverity.Fail, "TaskRuns can't start"),
        new("pods/log", "get", PermissionSeverity.Fail, "results of TaskRuns can't be read"),
        new("secrets", "create get delete", PermissionSeverity.Fail, "credentials of TaskRuns can't be prepared"),
        new("events", "list watch", PermissionSeverity.Fail, "the controller can't report on TaskRuns"),
        new("persistentvolumeclaims", "create get delete", PermissionSeverity.Fail, "workspaces from volume claim templates can't be created"),
        new("configmaps", "get list watch", PermissionSeverity.Warn, "settings of the namespace are not seen"),
        new("serviceaccounts", "get list watch", PermissionSeverity.Warn, "credentials of ServiceAccounts are not seen"),
        new("limitranges", "get list watch", PermissionSeverity.Warn, "requests are computed without the namespace's LimitRange"),
        new("namespaces", "list watch", PermissionSeverity.Info, "granted by the vendor's manifest") { ClusterWide = true },
    ];

    /// <summary>Several verbs on one resource that share a reason.</summary>
    private sealed record Row(string Resource, string Verbs, PermissionSeverity Severity, string Why, string? Condition = null)
    {
        public string Group { get; init; } = "";

        public bool ClusterWide { get; init; }

        public IEnumerable<ProfilePermission> Permissions()
        {
            var parts = Resource.Split('/');
            return Verbs.Split(' ').Select(verb => new ProfilePermission(
                new Permission(Group, parts[0], verb) { Subresource = parts.ElementAtOrDefault(1) ?? "", InBuildNamespaces = !ClusterWide },
                Severity,
                Why,
                Condition));
        }
    }
}
