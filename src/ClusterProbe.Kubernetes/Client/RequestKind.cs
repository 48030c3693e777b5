namespace ClusterProbe.Kubernetes.Client;

/// <summary>What a request does, in few words: safe as metric labels and span names.</summary>
/// <param name="Verb">The verb as RBAC knows it, such as <c>list</c>.</param>
/// <param name="Resource">The plural with its subresource, such as <c>pods</c> or <c>clusterreadinesses/status</c>; the path where it is none, or <c>other</c>.</param>
public readonly record struct RequestKind(string Verb, string Resource)
{
    private const string Other = "other";
    private const int LongestWord = 63;

    /// <summary>Derives it from a request. Names of objects and namespaces never become part of it.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path with its query, without the server.</param>
    public static RequestKind Of(HttpMethod method, string path)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(path);
        var end = path.IndexOf('?', StringComparison.Ordinal);
        var query = end < 0 ? "" : path[(end + 1)..];
        var segments = (end < 0 ? path : path[..end]).Split('/', StringSplitOptions.RemoveEmptyEntries);
        return segments switch
        {
            ["api", _, .. var rest] => OfResource(method, rest, query),
            ["apis", _, _, .. var rest] => OfResource(method, rest, query),
            ["api" or "apis", ..] => new(VerbOf(method, named: true, query), "discovery"),
            ["version" or "livez" or "readyz" or "healthz", ..] => new(VerbOf(method, named: true, query), segments[0]),
            _ => new(VerbOf(method, named: true, query), Other),
        };
    }

    private static RequestKind OfResource(HttpMethod method, ReadOnlySpan<string> rest, string query)
    {
        // A namespace has no resources of its own but these two; everything else behind its name is in it.
        if (rest is ["namespaces", _, not ("status" or "finalize"), ..]) rest = rest[2..];
        return rest switch
        {
            [] => new(VerbOf(method, named: true, query), "discovery"),
            [var resource] => new(VerbOf(method, named: false, query), Word(resource)),
            [var resource, _] => new(VerbOf(method, named: true, query), Word(resource)),
            [var resource, _, var subresource, ..] => new(VerbOf(method, named: true, query), $"{Word(resource)}/{Word(subresource)}"),
        };
    }

    private static string VerbOf(HttpMethod method, bool named, string query) => method.Method switch
    {
        "GET" when query.Split('&').Any(parameter => parameter is "watch=1" or "watch=true") => "watch",
        "GET" => named ? "get" : "list",
        "POST" => "create",
        "PUT" => "update",
        "PATCH" => "patch",
        "DELETE" => named ? "delete" : "deletecollection",
        _ => Other,
    };

    private static string Word(string segment)
        => segment.Length <= LongestWord && segment.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character)) ? segment : Other;
}
