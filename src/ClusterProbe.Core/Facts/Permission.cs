namespace ClusterProbe.Core.Facts;

/// <summary>One permission in the terms of Kubernetes RBAC.</summary>
/// <param name="Group">The API group, empty for core.</param>
/// <param name="Resource">The plural resource, such as <c>pods</c>.</param>
/// <param name="Verb">The verb, such as <c>list</c>.</param>
public sealed record Permission(string Group, string Resource, string Verb)
{
    /// <summary>The subresource, such as <c>exec</c>; empty for none.</summary>
    public string Subresource { get; init; } = "";

    /// <summary>The one object that the permission is for; empty for all.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether it is needed in every build namespace only, rather than cluster-wide.</summary>
    public bool InBuildNamespaces { get; init; }

    /// <summary>The resource as RBAC rules write it: <c>pods/exec</c>.</summary>
    public string RuleResource => Subresource.Length == 0 ? Resource : $"{Resource}/{Subresource}";

    /// <summary>The permission as <c>kubectl auth can-i</c> takes it: <c>list pods</c> or <c>get configmaps/istio</c>.</summary>
    public override string ToString()
    {
        var resource = Group.Length == 0 ? Resource : $"{Resource}.{Group}";
        if (Subresource.Length > 0) resource += $"/{Subresource}";
        return Name.Length == 0 ? $"{Verb} {resource}" : $"{Verb} {resource}/{Name}";
    }
}
