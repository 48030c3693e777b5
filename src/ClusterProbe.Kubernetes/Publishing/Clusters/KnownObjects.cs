using System.Collections.Immutable;
using System.Threading.Channels;
using ClusterProbe.Kubernetes.Client;

namespace ClusterProbe.Kubernetes.Publishing.Clusters;

/// <summary>The objects that are known, of which every change that matters is passed on.</summary>
/// <param name="news">Where to.</param>
internal sealed class KnownObjects(ChannelWriter<ClusterReadinessSet> news)
{
    private ImmutableSortedDictionary<string, ClusterReadinessObject> _objects = ImmutableSortedDictionary<string, ClusterReadinessObject>.Empty.WithComparers(StringComparer.Ordinal);
    private bool _isFirst = true;
    private bool _failed;

    /// <summary>Takes note of a list.</summary>
    public void Replace(ImmutableArray<ClusterReadinessObject> objects)
    {
        var before = _objects;
        _objects = objects.ToImmutableSortedDictionary(item => item.Name, item => item, StringComparer.Ordinal);
        var isNews = _isFirst || _failed || before.Count != _objects.Count || _objects.Values.Any(item => !IsKnown(before, item));
        (_isFirst, _failed) = (false, false);
        if (isNews) Tell(null);
    }

    /// <summary>Takes note of one object.</summary>
    public void Change(ClusterReadinessObject item, bool isDeleted)
    {
        var isNews = isDeleted ? _objects.ContainsKey(item.Name) : !IsKnown(_objects, item);
        _objects = isDeleted ? _objects.Remove(item.Name) : _objects.SetItem(item.Name, item);
        if (isNews) Tell(null);
    }

    /// <summary>Takes note that nothing can be read.</summary>
    public void Fail(ApiError error)
    {
        _failed = true;
        Tell(error);
    }

    private static bool IsKnown(ImmutableSortedDictionary<string, ClusterReadinessObject> objects, ClusterReadinessObject item)
        => objects.TryGetValue(item.Name, out var known) && known.AsksTheSame(item);

    private void Tell(ApiError? error) => news.TryWrite(new ClusterReadinessSet([.. _objects.Values], error));
}
