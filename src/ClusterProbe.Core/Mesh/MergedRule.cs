using System.Collections.Immutable;

namespace ClusterProbe.Core.Mesh;

/// <summary>Several rules of one namespace for the same host, as one.</summary>
/// <param name="Head">The first of them: whom it is for, it says.</param>
/// <param name="Policy">The one whose traffic policy counts: the first that has one.</param>
/// <remarks><c>mergeDestinationRule</c> of istio/istio, <c>pilot/pkg/model/destination_rule.go</c>.</remarks>
internal sealed record MergedRule(DestinationRule Head, DestinationRule Policy)
{
    private readonly ImmutableHashSet<string> _exportTo = ExportOf(Head);

    /// <summary>To whom a rule is exported, as written; one that selects clients stays in its namespace.</summary>
    public static ImmutableHashSet<string> ExportOf(DestinationRule rule) => rule.ClientLabels is null ? [.. rule.ExportTo] : ["."];

    /// <summary>Merges rules.</summary>
    /// <param name="rules">The rules, in the order in which they count.</param>
    public static ImmutableArray<MergedRule> Merge(IEnumerable<DestinationRule> rules)
    {
        var merged = new List<MergedRule>();
        foreach (var rule in rules)
        {
            var standsAlone = true;
            for (var index = 0; index < merged.Count; index++)
            {
                (merged[index], standsAlone) = merged[index].Take(rule);
            }

            if (standsAlone) merged.Add(new MergedRule(rule, rule));
        }

        return [.. merged];
    }

    /// <summary>Whether clients in another namespace see it.</summary>
    public bool IsExportedTo(string @namespace) => _exportTo.IsEmpty || _exportTo.Contains(Visibility.Everywhere) || _exportTo.Contains(@namespace);

    /// <summary>Takes over what a younger rule adds, and says whether that one stands alone as well. The last of several answers counts.</summary>
    private (MergedRule Merged, bool StandsAlone) Take(DestinationRule rule)
    {
        var exportTo = ExportOf(rule);
        var isSame = exportTo.SetEquals(_exportTo);
        if (!isSame && (_exportTo.IsEmpty || !exportTo.IsSupersetOf(_exportTo))) return (this, true);
        var selectsSame = (Head.ClientLabels, rule.ClientLabels) switch
        {
            (null, null) => true,
            ({ } own, { } other) => own.SequenceEqual(other),
            _ => (bool?)null,
        };
        if (selectsSame == false) return (this, true);
        return (Policy.HasTrafficPolicy ? this : this with { Policy = rule.HasTrafficPolicy ? rule : Policy }, !isSame && selectsSame is null);
    }
}
