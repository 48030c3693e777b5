using ClusterProbe.Core.Profiles;
using ClusterProbe.Kubernetes.Configuration;

namespace ClusterProbe.IntegrationTests.ClosedLoop;

/// <summary>Where a situation is arranged. What is to go away with it is taken away in the end, so that others don't meet it.</summary>
/// <param name="controlPlane">The control plane.</param>
/// <param name="profile">The profile to start from.</param>
internal sealed class Scene(ControlPlane controlPlane, Profile profile) : IAsyncDisposable
{
    private readonly Stack<Func<ValueTask>> _after = [];

    public ControlPlane ControlPlane => controlPlane;

    public Profile Profile => profile;

    /// <summary>Through what the cluster is asked; null for the API server itself.</summary>
    public ClusterConnection? Connection { get; set; }

    /// <summary>Disposes of something in the end.</summary>
    public T Own<T>(T item)
        where T : IAsyncDisposable
    {
        _after.Push(item.DisposeAsync);
        return item;
    }

    /// <summary>Deletes an object in the end.</summary>
    public void Delete(string path) => _after.Push(async () => await controlPlane.DeleteAsync(path));

    public async ValueTask DisposeAsync()
    {
        while (_after.TryPop(out var action)) await action();
    }
}
