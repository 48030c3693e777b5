namespace ClusterProbe.IntegrationTests;

/// <summary>What a control plane of its own is started with.</summary>
internal sealed record ControlPlaneOptions
{
    /// <summary>Whether pods are scheduled.</summary>
    public bool Scheduler { get; init; }

    /// <summary>Whether the controllers run: default ServiceAccounts, quota usage, garbage collection, namespace deletion.</summary>
    /// <remarks>The node lifecycle controller does not: nodes without a kubelet would be tainted after 40 s.</remarks>
    public bool ControllerManager { get; init; }

    /// <summary>Users beside the administrator. Users can also be made later, see <see cref="ControlPlane.WithUser"/>.</summary>
    public IReadOnlyList<TokenUser> Users { get; init; } = [];

    /// <summary>Further flags for kube-apiserver.</summary>
    public IReadOnlyList<string> ApiServerFlags { get; init; } = [];
}

/// <summary>A user with a fixed token.</summary>
internal sealed record TokenUser(string Name, string Token, params IReadOnlyList<string> Groups);
