using System.Collections.Immutable;

namespace ClusterProbe.Core.Planning;

/// <summary>How large the parts of a stage are.</summary>
/// <param name="flags">The account's feature flags.</param>
internal sealed class StageSizing(HarnessFlags flags)
{
    private CpuAndMemory DefaultLimit => flags.IncreasesDefaults ? CpuAndMemory.Of(1000, 3000) : CpuAndMemory.Of(400, 500);

    /// <summary>Whether it is not specified how what is left over is spread in this item.</summary>
    public static bool SpreadsUnspecified(StageItem item)
        => item is StepGroup or Matrix || (item is ParallelItems parallel && parallel.Members.Any(member => member is not (Step or BackgroundStep)));

    /// <summary>The most that the item uses at any time. Background steps are counted apart.</summary>
    public CpuAndMemory Peak(StageItem item) => item switch
    {
        Step step => step.Limit ?? DefaultLimit,
        ParallelItems parallel => CpuAndMemory.Sum(parallel.Members.Select(Peak)),
        StepGroup group => group.Members.Select(Peak).Aggregate(default(CpuAndMemory), CpuAndMemory.Max),
        Matrix matrix => new CpuAndMemory(Top(matrix, peak => peak.MilliCpu), Top(matrix, peak => peak.Bytes)),
        _ => default,
    };

    /// <summary>The containers of the item, when this much is reserved while it runs.</summary>
    public IEnumerable<SizedStep> Containers(StageItem item, CpuAndMemory reserved) => item switch
    {
        Step step => [Size(step, reserved)],
        BackgroundStep background => [new SizedStep(background.Image, IsBackground: true, background.Privileged, Limit(background), Limit(background), Limit(background))],
        ParallelItems parallel => Share(item, parallel.Members, parallel.Members.Length, reserved),
        StepGroup group => group.Members.SelectMany(member => Containers(member, reserved)),
        Matrix matrix => Share(item, matrix.Runs, Math.Min(matrix.MaxConcurrency, matrix.Runs.Length), reserved),
        _ => [],
    };

    private CpuAndMemory Limit(BackgroundStep background) => background.Limit ?? DefaultLimit;

    private SizedStep Size(Step step, CpuAndMemory reserved)
    {
        var declared = step.Limit ?? DefaultLimit;
        var request = flags.SupportsRequests ? step.Request ?? HarnessPlan.StepRequest : HarnessPlan.StepRequest;
        return new SizedStep(step.Image, IsBackground: false, Privileged: false, request, flags.DisablesOptimization ? declared : CpuAndMemory.Max(declared, reserved), declared);
    }

    private IEnumerable<SizedStep> Share(StageItem item, ImmutableArray<StageItem> members, int atOnce, CpuAndMemory reserved)
    {
        var share = (reserved - Peak(item)) / Math.Max(1, atOnce);
        return members.SelectMany(member => Containers(member, Peak(member) + share));
    }

    private long Top(Matrix matrix, Func<CpuAndMemory, long> amount)
        => matrix.Runs.Select(run => amount(Peak(run))).OrderDescending().Take(matrix.MaxConcurrency).Sum();
}

/// <summary>A step as a container.</summary>
/// <param name="Image">Its image; null when it does not matter.</param>
/// <param name="IsBackground">Whether it runs for the whole stage.</param>
/// <param name="Privileged">Whether it needs <c>privileged: true</c>.</param>
/// <param name="Request">What it requests.</param>
/// <param name="Limit">What it is limited to.</param>
/// <param name="Declared">The limit that the stage gives it.</param>
internal sealed record SizedStep(string? Image, bool IsBackground, bool Privileged, CpuAndMemory Request, CpuAndMemory Limit, CpuAndMemory Declared);
