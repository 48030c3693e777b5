using System.Collections.Immutable;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Planning;

/// <summary>The containers that Harness adds to every build pod.</summary>
internal static class HarnessImages
{
    /// <summary>A stage ends after a day at most, and so does its pod.</summary>
    private const long StageSeconds = 86_400;

    /// <summary>The step that clones the codebase.</summary>
    public static Step CloneStep { get; } = new(Image: "harness/drone-git:1.6.9-rootless");

    /// <summary>The build pod with these steps.</summary>
    public static BuildShape ToShape(string name, CpuAndMemory engine, ImmutableArray<SizedStep> steps) => new()
    {
        Name = name,
        ActiveDeadlineSeconds = StageSeconds,
        Containers =
        [
            Container("lite-engine", "harness/ci-lite-engine:1.16.92", engine, engine),
            .. steps.Select((step, index) => Container($"step-{index + 1}", step.Image ?? "alpine:3.22", step.Request, step.Limit) with { Privileged = step.Privileged }),
        ],
        InitContainers = [Container("setup-addon", "harness/ci-addon:1.16.92", HarnessPlan.Base, HarnessPlan.Base)],
    };

    private static ContainerShape Container(string name, string image, CpuAndMemory request, CpuAndMemory limit)
        => new() { Name = name, Image = image, Requests = request.ToResources(), Limits = limit.ToResources() };
}
