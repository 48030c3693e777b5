using ClusterProbe.Core.Planning;

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
        Endpoints = BuiltInEndpoints.For(system),
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

    /// <summary>A Harness stage that clones the codebase and runs one step, both with default resources.</summary>
    private static BuildShape HarnessDefaultStage { get; } = HarnessPlan.For(new HarnessStage(new Step()) { ClonesCodebase = true }).Shape;

    /// <summary>One container, for systems whose build pods are whatever their users write.</summary>
    internal static BuildShape GenericBuild { get; } = new()
    {
        Name = "default",
        Containers = [new() { Name = "build", Image = "alpine:3.22", Requests = CpuAndMemory.Of(500, 1024).ToResources(), Limits = CpuAndMemory.Of(1000, 2048).ToResources() }],
    };
}
