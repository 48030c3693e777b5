namespace ClusterProbe.Kubernetes.Client;

/// <summary>Text that came from outside: kept word for word, since reporters clean what they show, but never without bound.</summary>
internal static class ApiText
{
    private const int Cap = 16 << 10;

    public static string Bound(string text) => text.Length <= Cap ? text : text[..Cap] + "…";
}
