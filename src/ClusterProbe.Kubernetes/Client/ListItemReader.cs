namespace ClusterProbe.Kubernetes.Client;

/// <summary>Reads one item of a list while the page streams in.</summary>
/// <param name="item">The item's JSON, complete; valid during the call only.</param>
public delegate void ListItemReader(ReadOnlySpan<byte> item);
