using System.Collections.Immutable;

namespace ClusterProbe.Core.Planning;

/// <summary>A Harness CI stage, as far as it decides how large its build pod is.</summary>
/// <param name="Items">What runs one after the other.</param>
public sealed record HarnessStage(params ImmutableArray<StageItem> Items)
{
    /// <summary>Whether the codebase is cloned first, by a step with default resources.</summary>
    public bool ClonesCodebase { get; init; }

    /// <summary>The account's feature flags.</summary>
    public HarnessFlags Flags { get; init; } = new();
}

/// <summary>One thing that a stage runs.</summary>
public abstract record StageItem;

/// <summary>A step in a container of its own.</summary>
/// <param name="Limit">What it is limited to; null for the defaults.</param>
/// <param name="Image">Its image; null when it does not matter.</param>
public sealed record Step(CpuAndMemory? Limit = null, string? Image = null) : StageItem
{
    /// <summary>What it requests, which counts with <see cref="HarnessFlags.SupportsRequests"/> only; null for the defaults.</summary>
    public CpuAndMemory? Request { get; init; }
}

/// <summary>A service that runs beside the steps for the whole stage, such as Docker-in-Docker.</summary>
/// <param name="Limit">What it requests and is limited to; null for the defaults.</param>
/// <param name="Image">Its image; null when it does not matter.</param>
/// <param name="Privileged">Whether it needs <c>privileged: true</c>.</param>
public sealed record BackgroundStep(CpuAndMemory? Limit = null, string? Image = null, bool Privileged = false) : StageItem;

/// <summary>Items that run at the same time.</summary>
/// <param name="Members">The items.</param>
public sealed record ParallelItems(params ImmutableArray<StageItem> Members) : StageItem;

/// <summary>Items that run one after the other.</summary>
/// <param name="Members">The items.</param>
public sealed record StepGroup(params ImmutableArray<StageItem> Members) : StageItem;

/// <summary>A matrix or repeat strategy: runs of which only so many run at the same time.</summary>
/// <param name="MaxConcurrency">How many run at the same time.</param>
/// <param name="Runs">All runs.</param>
public sealed record Matrix(int MaxConcurrency, params ImmutableArray<StageItem> Runs) : StageItem;

/// <summary>Feature flags of a Harness account that change the size of build pods.</summary>
/// <param name="IncreasesDefaults"><c>CI_INCREASE_DEFAULT_RESOURCES</c>: steps are limited to 1000m and 3000Mi by default.</param>
/// <param name="ConservativeLimits"><c>CI_CONSERVATIVE_K8_RESOURCE_LIMITS</c>: the lite engine reserves nothing for the steps.</param>
/// <param name="SupportsRequests"><c>CI_SUPPORT_RESOURCE_REQUESTS</c>: steps may say what they request.</param>
/// <param name="DisablesOptimization"><c>CI_DISABLE_RESOURCE_OPTIMIZATION</c>: what others do not use is not given to a step.</param>
public sealed record HarnessFlags(
    bool IncreasesDefaults = false, bool ConservativeLimits = false, bool SupportsRequests = false, bool DisablesOptimization = false);
