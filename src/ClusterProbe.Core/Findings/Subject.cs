namespace ClusterProbe.Core.Findings;

/// <summary>What a finding is about.</summary>
/// <param name="Kind">A Kubernetes kind in lower case, or <c>cluster</c>.</param>
/// <param name="Name">Its name, empty for the cluster.</param>
/// <param name="Namespace">Its namespace, empty for what has none.</param>
public sealed record Subject(string Kind, string Name = "", string Namespace = "")
{
    /// <summary>The cluster as a whole.</summary>
    public static Subject Cluster { get; } = new("cluster");

    /// <summary>A namespace.</summary>
    /// <param name="name">Its name.</param>
    public static Subject ForNamespace(string name) => new("namespace", name);

    /// <summary>A ServiceAccount.</summary>
    /// <param name="namespace">Its namespace.</param>
    /// <param name="name">Its name.</param>
    public static Subject ForServiceAccount(string @namespace, string name) => new("serviceaccount", name, @namespace);

    /// <summary>A node.</summary>
    /// <param name="name">Its name.</param>
    public static Subject ForNode(string name) => new("node", name);

    /// <summary>As kubectl writes it, with the namespace in front: <c>ci/service/build-pods</c>.</summary>
    public override string ToString() => (Namespace.Length, Name.Length) switch
    {
        (0, 0) => Kind,
        (0, _) => $"{Kind}/{Name}",
        _ => $"{Namespace}/{Kind}/{Name}",
    };
}
