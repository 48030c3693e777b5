namespace ClusterProbe.Kubernetes.Client;

/// <summary>What a watch says. The last one of a watch says why it ended.</summary>
/// <typeparam name="T">What is watched.</typeparam>
/// <param name="Kind">What happened.</param>
/// <param name="ResourceVersion">From where a watch can go on; empty when it can't.</param>
public sealed record WatchEvent<T>(WatchEventKind Kind, string ResourceVersion)
    where T : class
{
    /// <summary>The object, for the three kinds of changes.</summary>
    public T? Object { get; init; }

    /// <summary>The failure, for <see cref="WatchEventKind.Failed"/> and <see cref="WatchEventKind.Expired"/>.</summary>
    public ApiError? Error { get; init; }
}

/// <summary>What a watch can say.</summary>
public enum WatchEventKind
{
    /// <summary>The object is new.</summary>
    Added,

    /// <summary>The object changed.</summary>
    Modified,

    /// <summary>The object is gone.</summary>
    Deleted,

    /// <summary>Nothing changed up to this resource version.</summary>
    Bookmark,

    /// <summary>The server closed the watch, as it does from time to time: watch again from the last resource version.</summary>
    Ended,

    /// <summary>What happened in between is forgotten (HTTP 410): list again.</summary>
    Expired,

    /// <summary>It broke: watch again after a while.</summary>
    Failed,
}
