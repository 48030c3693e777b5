using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Nodes;

/// <summary>Tells which ways of building images work on nodes: what admission lets in and what the nodes can run.</summary>
public static class BuildStrategies
{
    /// <summary>tmpfs can be mounted with other ids since this kernel, which pods in user namespaces need.</summary>
    private const int IdMappedMajor = 6;
    private const int IdMappedMinor = 3;

    /// <summary>The answers for each class, every way in each of them.</summary>
    /// <param name="facts">The facts of the cluster.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="classes">The classes of nodes.</param>
    public static ImmutableArray<(NodeClass Nodes, ImmutableArray<StrategyAnswer> Answers)> Of(ClusterFacts facts, Profile profile, ImmutableArray<NodeClass> classes)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(profile);
        var admitted = AdmittedStrategies.Of(facts, profile);
        return [.. classes.Select(nodes => (nodes, admitted.Select(answer => Worse(answer, On(answer.Strategy, nodes.Facts))).ToImmutableArray()))];
    }

    /// <summary>The names of the ways that are known to work.</summary>
    /// <param name="answers">The answers of a class.</param>
    public static ImmutableArray<string> Working(IEnumerable<StrategyAnswer> answers)
        => [.. answers.Where(answer => answer.Verdict == StrategyVerdict.Works).Select(answer => answer.Name)];

    /// <summary>What is known to stand in the way outweighs what is not known, and that outweighs what works.</summary>
    private static StrategyAnswer Worse(StrategyAnswer admission, StrategyAnswer nodes)
        => admission.Verdict == StrategyVerdict.DoesNotWork || nodes.Verdict == StrategyVerdict.Works ? admission
            : nodes.Verdict == StrategyVerdict.DoesNotWork || admission.Verdict == StrategyVerdict.Works ? nodes
            : admission;

    private static StrategyAnswer On(BuildStrategy strategy, ImmutableSortedDictionary<string, string> facts) => strategy switch
    {
        BuildStrategy.DockerInDocker => OfDocker(facts),
        BuildStrategy.Rootless => facts.GetValueOrDefault(NodeFactKeys.UserNamespaces) switch
        {
            "allowed" => new(strategy, StrategyVerdict.Works),
            null => new(strategy, StrategyVerdict.Unknown, "whether the nodes allow user namespaces is not known"),
            var word => new(strategy, StrategyVerdict.DoesNotWork, $"user namespaces are {word} on the nodes (CP7011)"),
        },
        BuildStrategy.UserNamespaced => OfUserNamespaced(facts),
        _ => new(strategy, StrategyVerdict.Works),
    };

    private static StrategyAnswer OfDocker(ImmutableSortedDictionary<string, string> facts)
        => facts.GetValueOrDefault(NodeFactKeys.Overlay) == "missing" ? new(BuildStrategy.DockerInDocker, StrategyVerdict.DoesNotWork, "the nodes' kernel has no overlay file systems (CP7002)")
            : facts.GetValueOrDefault(NodeFactKeys.Iptables) switch
            {
                "none" => new(BuildStrategy.DockerInDocker, StrategyVerdict.DoesNotWork, "the nodes' kernel has neither iptables nor nftables (CP7003)"),
                null => new(BuildStrategy.DockerInDocker, StrategyVerdict.Unknown, "whether the nodes have iptables or nftables is not known (CP7003)"),
                _ => new(BuildStrategy.DockerInDocker, StrategyVerdict.Works),
            };

    private static StrategyAnswer OfUserNamespaced(ImmutableSortedDictionary<string, string> facts)
    {
        const BuildStrategy strategy = BuildStrategy.UserNamespaced;
        if (Parsing.KernelRelease.Parse(facts.GetValueOrDefault(NodeFactKeys.Kernel, "")) is not { } kernel) return new(strategy, StrategyVerdict.Unknown, "the nodes' kernel is not known");
        return kernel.IsAtLeast(IdMappedMajor, IdMappedMinor)
            ? new(strategy, StrategyVerdict.Works)
            : new(strategy, StrategyVerdict.DoesNotWork, $"the nodes' kernel {kernel.Series} is older than {IdMappedMajor}.{IdMappedMinor}");
    }
}
