using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Admission;

/// <summary>What admission may do to a build pod that no dry run has shown, so that only the pod as it is declared can be judged.</summary>
/// <param name="Cause">Why no dry run has shown it.</param>
/// <param name="Makers">What may change the pod, for all that is known; empty when nothing of the kind was found.</param>
public sealed record UnseenChanges(UnknownCause Cause, ImmutableArray<string> Makers)
{
    /// <summary>The reservation as a sentence's end: "the pod as it is declared, because ...".</summary>
    public string Reservation
        => $"judged by the pod as it is declared, because no dry run was answered ({Cause.Detail}); "
            + (Makers.IsEmpty ? "no webhook or limit range that would change it was found" : $"it may be changed by {string.Join(" and ", Makers)}");

    /// <summary>What webhooks may do; null when a dry run was answered.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="namespace">The build namespace.</param>
    /// <param name="shape">The shape of the pod.</param>
    public static UnseenChanges? ByWebhooks(ClusterFacts facts, Profile profile, string @namespace, BuildShape shape)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(shape);
        var probes = facts.AdmissionProbes.Where(probe => probe.Namespace == @namespace && probe.Shape == shape.Name).ToList();
        if (probes.Exists(probe => probe.Answer.IsKnown(out _))) return null;
        var cause = probes.Find(probe => probe.Variant == ProbeVariant.AsBuilt)?.Answer.IsUnknown(out var unknown) == true ? unknown! : UnknownCause.NotCollected;
        if (facts.AdmissionPolicies.Mutating.IsUnknown(out var unlisted)) return new(cause, [$"mutating webhooks, which could not be listed ({unlisted.Detail})"]);
        var namespaceLabels = facts.BuildNamespaces.FirstOrDefault(build => build.Name == @namespace)?.Namespace is { } fact && fact.IsKnown(out var known) ? known.Labels : null;
        var labels = BuildLabels.Of(profile, shape);
        return new(cause, facts.AdmissionPolicies.Mutating.IsKnown(out var webhooks)
            ? [.. webhooks.Webhooks.Where(webhook => webhook.MayMatch(namespaceLabels, labels)).Select(webhook => MakerOf(webhook.Configuration)).Distinct()]
            : []);
    }

    /// <summary>These changes, and those to the pod's resources by other means.</summary>
    /// <param name="limitRanges">The limit ranges of the namespace, of which known ones are counted and need no reservation.</param>
    /// <param name="shape">The shape of the pod.</param>
    public UnseenChanges WithResources(Fact<LimitRanges> limitRanges, BuildShape shape)
    {
        ArgumentNullException.ThrowIfNull(limitRanges);
        ArgumentNullException.ThrowIfNull(shape);
        var makers = Makers.ToBuilder();
        if (limitRanges.IsUnknown(out var unread)) makers.Add($"limit ranges, which could not be read ({unread.Detail})");
        if (shape.RuntimeClassName is { } runtimeClass) makers.Add($"RuntimeClass {runtimeClass}");
        return this with { Makers = makers.ToImmutable() };
    }

    /// <summary>These changes without those of configurations whose doing is foreseen.</summary>
    /// <param name="configurations">Names of <c>MutatingWebhookConfigurations</c>.</param>
    public UnseenChanges Except(IEnumerable<string> configurations) => this with { Makers = Makers.RemoveRange(configurations.Select(MakerOf)) };

    private static string MakerOf(string configuration) => $"MutatingWebhookConfiguration {configuration}";
}
