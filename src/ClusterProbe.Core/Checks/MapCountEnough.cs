using System.Collections.Immutable;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Nodes;

namespace ClusterProbe.Core.Checks;

/// <summary>CP7008: builds can map as many areas of memory as the databases and search engines that they test with.</summary>
internal sealed class MapCountEnough : NodeCheck
{
    private const string High = nameof(High);
    private const string KernelDefault = nameof(KernelDefault);
    private const string Low = nameof(Low);
    private const string Key = "vm.max_map_count";
    private const long Default = 65_530;
    private const long Elasticsearch = 262_144;

    public override string Code => "CP7008";

    public override string Title => "nodes let builds map memory";

    protected override ImmutableArray<string> OwnReasons => [High, KernelDefault, Low];

    public override Finding Evaluate(NodeFacts facts, Subject node)
    {
        if (!facts.MaxMapCount.IsKnown(out var count)) return NotKnown(node, facts.MaxMapCount);
        var fix = $"Set {Key}={Elasticsearch} on the node (sysctl): it can't be set for a pod.";
        return count >= Elasticsearch ? Pass(node, High, $"{Key} is {count}.")
            : count >= Default ? Pass(node, KernelDefault, $"{Key} is {count}, which is enough for most builds; Elasticsearch and OpenSearch need {Elasticsearch} outside of development mode.") with { Remediation = new Remediation(fix) }
            : Caution(node, Low, $"{Key} is {count}, less than the kernel's default {Default}: builds that test with a database or a search engine may not start it.", fix);
    }
}
