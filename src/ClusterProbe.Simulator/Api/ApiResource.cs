using System.Collections.Immutable;

namespace ClusterProbe.Simulator.Api;

/// <summary>A kind of object that the server serves.</summary>
/// <param name="Group">The API group, empty for core.</param>
/// <param name="Versions">The served versions, the preferred one first.</param>
/// <param name="Plural">The plural, as in paths.</param>
/// <param name="Kind">The kind, as in objects.</param>
/// <param name="Namespaced">Whether its objects live in namespaces.</param>
/// <param name="Custom">Whether a CustomResourceDefinition defines it.</param>
internal sealed record ApiResource(string Group, ImmutableArray<string> Versions, string Plural, string Kind, bool Namespaced, bool Custom)
{
    /// <summary>As error messages write it: <c>deployments.apps</c>.</summary>
    public string QualifiedName => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    /// <summary>Whether it is only a question to the server: nothing of it is stored.</summary>
    public bool IsReview => Group is "authorization.k8s.io" or "authentication.k8s.io";

    /// <summary>What objects carry in <c>apiVersion</c>.</summary>
    /// <param name="version">The version asked for.</param>
    public string ApiVersion(string version) => Group.Length == 0 ? version : $"{Group}/{version}";
}
