using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ClusterProbe.Simulator.Manifests;

namespace ClusterProbe.Simulator.Reviews;

/// <summary>What an authorizer of the platform refuses, whoever asks.</summary>
/// <param name="Verb">The verb.</param>
/// <param name="Resource">The plural.</param>
/// <param name="Namespaces">In which namespaces.</param>
/// <param name="Reason">The authorizer's words.</param>
internal sealed record ScriptedDenial(string Verb, string Resource, ImmutableArray<string> Namespaces, string Reason)
{
    /// <summary>Reads <c>authorizer</c> of a scenario's header.</summary>
    public static ImmutableArray<ScriptedDenial> Read(JsonObject header)
        => [.. header.Items("authorizer").Select(rule => new ScriptedDenial(rule.Text("verb"), rule.Text("resource"), [.. rule.Texts("namespaces")], rule.Text("reason")))];

    /// <summary>Whether it refuses what is asked for.</summary>
    public bool Covers(AccessQuestion question)
        => question.Verb == Verb && question.Resource == Resource && Namespaces.Contains(question.Namespace);
}
