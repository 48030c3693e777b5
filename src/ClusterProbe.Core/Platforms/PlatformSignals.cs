using System.Collections.Immutable;
using ClusterProbe.Core.Facts;

namespace ClusterProbe.Core.Platforms;

/// <summary>The facts that platforms are recognised by; what is unknown is empty, and then says nothing.</summary>
internal sealed class PlatformSignals(ClusterFacts facts)
{
    /// <summary>The nodes that are known.</summary>
    public ImmutableArray<NodeFact> Nodes { get; } = facts.Nodes.IsKnown(out var inventory) ? inventory.Nodes : [];

    /// <summary>The API server's version.</summary>
    public string ServerVersion { get; } = facts.Server.IsKnown(out var server) ? server.GitVersion : "";

    /// <summary>The answers to dry-run creates that are known.</summary>
    public ImmutableArray<(AdmissionProbe Probe, AdmissionAnswer Answer)> Answers { get; } =
        [.. facts.AdmissionProbes.Select(probe => (probe, probe.Answer.IsKnown(out var answer) ? answer : null!)).Where(pair => pair.Item2 is not null)];

    /// <summary>The caller's access to <c>kube-system</c>, when it was asked.</summary>
    public AccessAnswer? KubeSystemPods { get; } = facts.Access.KubeSystemPods.IsKnown(out var answer) ? answer : null;

    /// <summary>All facts.</summary>
    public ClusterFacts Facts => facts;

    /// <summary>Whether the API server serves any resource of the group, or of a group below it.</summary>
    public bool ServesGroup(string group) => facts.Server.IsKnown(out var known)
        && known.Resources.Any(resource => resource.Split('/')[0] is var name
            && (name.EndsWith($".{group}", StringComparison.Ordinal) || name == group));

    /// <summary>Whether the build namespaces or the admitted pods carry the annotation.</summary>
    public bool HasAnnotation(string key)
        => facts.BuildNamespaces.Any(item => item.Namespace.IsKnown(out var known) && known.Annotations.ContainsKey(key))
            || Answers.Any(pair => pair.Answer.Pod?.Annotations.ContainsKey(key) == true);

    /// <summary>Evidence of the form "3 of 5 nodes ...", or null when no node is like that.</summary>
    public string? Count(Func<NodeFact, bool> predicate, string what)
        => Nodes.Count(predicate) is var count and > 0 ? $"{count} of {Nodes.Length} nodes {what}" : null;
}
