using System.Collections.Immutable;

namespace ClusterProbe.Agent.Metrics;

/// <summary>A subject as findings print it, taken apart into the values of three labels: kind, namespace and name.</summary>
internal static class SubjectLabels
{
    /// <summary>The labels; empty for every subject.</summary>
    /// <param name="subject">Such as <c>cluster</c>, <c>namespace/ci</c> or <c>ci/pod/default</c>; null for every subject.</param>
    public static ImmutableArray<string> Of(string? subject) => (subject ?? "").Split('/') switch
    {
        [var kind, var name] => [kind, "", name],
        [var @namespace, var kind, var name] => [kind, @namespace, name],
        var other => [other[0], "", ""],
    };
}
