using System.Collections.Immutable;

namespace ClusterProbe.Core.Quota;

/// <summary>What a quota says to a pod.</summary>
public enum QuotaOutcome
{
    /// <summary>The quota does not count this pod.</summary>
    NotApplicable,

    /// <summary>The pod fits.</summary>
    Fits,

    /// <summary>Denied: the pod would use more than is left.</summary>
    Exceeded,

    /// <summary>Denied: a container says nothing about a resource that the quota is on.</summary>
    MustSpecify,

    /// <summary>Denied until the quota controller has counted what is used.</summary>
    StatusUnknown,

    /// <summary>The quota controller has not yet looked at the quota: it does not count anything, and soon will.</summary>
    NotYetEnforced,
}

/// <summary>What a quota says to a pod, in the API server's words where it denies.</summary>
/// <param name="Quota">The quota's name.</param>
/// <param name="Outcome">What it says.</param>
public sealed record QuotaResult(string Quota, QuotaOutcome Outcome)
{
    /// <summary>Why the pod is denied, without the words in front that name the pod; empty when it is not.</summary>
    public string Message { get; init; } = "";

    /// <summary>What the pod would use of each resource that the quota is on.</summary>
    public ImmutableArray<QuotaUse> Uses { get; init; } = [];

    /// <summary>The resources that containers must say something about, when that is what is missing.</summary>
    public ImmutableArray<string> Unspecified { get; init; } = [];

    /// <summary>Whether the API server refuses the pod.</summary>
    public bool Denies => Outcome is QuotaOutcome.Exceeded or QuotaOutcome.MustSpecify or QuotaOutcome.StatusUnknown;

    /// <summary>How many more of these pods the quota admits; null when it does not limit them.</summary>
    public long? Slots => Uses.IsEmpty ? null : Uses.Min(use => use.Slots);

    /// <summary>How many of these pods the quota admits when nothing else uses it; null when it does not limit them.</summary>
    public long? TotalSlots => Uses.IsEmpty ? null : Uses.Min(use => use.TotalSlots);
}

/// <summary>What a pod would use of one resource of a quota.</summary>
/// <param name="Resource">The resource as the quota names it, such as <c>requests.cpu</c>.</param>
/// <param name="Requested">What the pod uses, above zero.</param>
/// <param name="Used">What is used already.</param>
/// <param name="Hard">What may be used.</param>
public sealed record QuotaUse(string Resource, Amount Requested, Amount Used, Amount Hard)
{
    /// <summary>Whether the pod would use more than is left.</summary>
    public bool IsExceeded => Used.Value > Hard.Value - Requested.Value;

    /// <summary>What may have to be used for this many more pods.</summary>
    /// <param name="pods">How many pods.</param>
    public Amount Needed(int pods) => new((long)Int128.Min((Int128)Used.Value + ((Int128)Requested.Value * pods), long.MaxValue), Hard.Binary || Requested.Binary);

    /// <summary>How many more pods fit.</summary>
    public long Slots => Math.Max(0, Hard.Value - Used.Value) / Requested.Value;

    /// <summary>How many pods fit when nothing is used.</summary>
    public long TotalSlots => Hard.Value / Requested.Value;
}
