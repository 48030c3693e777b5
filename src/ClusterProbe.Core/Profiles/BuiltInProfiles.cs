using System.Collections.Immutable;
using ClusterProbe.Core.Facts;

namespace ClusterProbe.Core.Profiles;

/// <summary>The profiles that need no file.</summary>
public static class BuiltInProfiles
{
    /// <summary>The profile of a CI system with its vendor's defaults, for one build namespace.</summary>
    /// <param name="system">The CI system.</param>
    public static Profile For(CiSystem system) => new()
    {
        Name = NameOf(system),
        CiSystem = system,
        Shapes = [system == CiSystem.Harness ? HarnessDefaultStage : GenericBuild],
        Harness = system == CiSystem.Harness ? new HarnessSettings() : null,
    };

    /// <summary>The name by which a profile is asked for: <c>--for NAME</c>, <c>spec.ciSystem</c>.</summary>
    /// <param name="system">The CI system.</param>
    public static string NameOf(CiSystem system) => system switch
    {
        CiSystem.Harness => "harness",
        CiSystem.GitLabRunner => "gitlab-runner",
        CiSystem.ActionsRunnerController => "arc",
        CiSystem.Jenkins => "jenkins",
        CiSystem.Tekton => "tekton",
        _ => throw new ArgumentOutOfRangeException(nameof(system)),
    };

    /// <summary>A Harness stage of two steps with default resources: <c>lite-engine</c> carries the reservation of all.</summary>
    private static BuildShape HarnessDefaultStage { get; } = new()
    {
        Name = "default",
        ActiveDeadlineSeconds = 86_400,
        Containers =
        [
            new() { Name = "lite-engine", Image = "harness/ci-lite-engine:1.16.92", Requests = Amounts(500, 600), Limits = Amounts(500, 600) },
            new() { Name = "step-1", Image = "harness/drone-git:1.6.9-rootless", Requests = Amounts(10, 10), Limits = Amounts(400, 500) },
            new() { Name = "step-2", Image = "alpine:3.22", Requests = Amounts(10, 10), Limits = Amounts(400, 500) },
        ],
        InitContainers = [new() { Name = "setup-addon", Image = "harness/ci-addon:1.16.92", Requests = Amounts(100, 100), Limits = Amounts(100, 100) }],
    };

    /// <summary>One container, for systems whose build pods are whatever their users write.</summary>
    internal static BuildShape GenericBuild { get; } = new()
    {
        Name = "default",
        Containers = [new() { Name = "build", Image = "alpine:3.22", Requests = Amounts(500, 1024), Limits = Amounts(1000, 2048) }],
    };

    private static ResourceList Amounts(long milliCpu, long mebibytes) => new(ImmutableSortedDictionary
        .Create<string, long>(StringComparer.Ordinal)
        .Add("cpu", milliCpu)
        .Add("memory", mebibytes << 20));
}
