using System.Collections.Immutable;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Planning;

/// <summary>The build pod that Harness makes of a stage.</summary>
/// <remarks>
/// The reservation for all steps is on one container, <c>lite-engine</c>: as much as the largest set of steps that run at the same
/// time may use. The steps themselves request next to nothing, and are limited to what they declare plus what the others leave.
/// </remarks>
public sealed record HarnessPlan
{
    /// <summary>What the lite engine and the add-on need for themselves.</summary>
    public static CpuAndMemory Base { get; } = CpuAndMemory.Of(100, 100);

    /// <summary>What a step requests.</summary>
    public static CpuAndMemory StepRequest { get; } = CpuAndMemory.Of(10, 10);

    /// <summary>The most that steps running at the same time may use, for CPU and memory each.</summary>
    public required CpuAndMemory Peak { get; init; }

    /// <summary>What the background steps reserve.</summary>
    public required CpuAndMemory Background { get; init; }

    /// <summary>The limits of all steps and background steps, as if all ran at once: the vendor's model for GKE Autopilot.</summary>
    /// <remarks>The vendor's page adds its own example up to 17 GB and 7 CPU; it is 18 GB and 8 CPU.</remarks>
    public required CpuAndMemory AutopilotTotal { get; init; }

    /// <summary>The pod, ready to be probed and placed.</summary>
    public required BuildShape Shape { get; init; }

    /// <summary>What the scheduler looks for on one node.</summary>
    public required CpuAndMemory SchedulerRequest { get; init; }

    /// <summary>
    /// What the containers are limited to together, which quotas on limits count; null where Harness does not say how it spreads what
    /// is left over: inside step groups and matrices.
    /// </summary>
    public required CpuAndMemory? SumOfLimits { get; init; }

    /// <summary>What the vendor's documentation says that the stage needs.</summary>
    public CpuAndMemory DocumentedTotal => Peak + Base + Background;

    /// <summary>Plans the pod of a stage.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="name">The name of the shape, a DNS label.</param>
    public static HarnessPlan For(HarnessStage stage, string name = "default")
    {
        ArgumentNullException.ThrowIfNull(stage);
        var sizing = new StageSizing(stage.Flags);
        ImmutableArray<StageItem> items = stage.ClonesCodebase ? [HarnessImages.CloneStep, .. stage.Items] : stage.Items;
        var peak = sizing.Peak(new StepGroup(items));
        var engine = stage.Flags.ConservativeLimits ? Base : peak + Base;
        ImmutableArray<SizedStep> steps = [.. items.SelectMany(item => sizing.Containers(item, peak))];
        var limits = engine + CpuAndMemory.Sum(steps.Select(step => step.Limit));
        var background = CpuAndMemory.Sum(steps.Where(step => step.IsBackground).Select(step => step.Limit));
        return new HarnessPlan
        {
            Peak = peak,
            Background = background,
            AutopilotTotal = CpuAndMemory.Sum(steps.Select(step => step.Declared)),
            Shape = HarnessImages.ToShape(name, engine, steps),
            SchedulerRequest = CpuAndMemory.Max(engine + CpuAndMemory.Sum(steps.Select(step => step.Request)), Base),
            SumOfLimits = items.Any(StageSizing.SpreadsUnspecified) ? null : limits,
        };
    }
}
