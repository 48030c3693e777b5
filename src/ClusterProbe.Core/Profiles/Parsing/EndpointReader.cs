using System.Globalization;

namespace ClusterProbe.Core.Profiles.Parsing;

/// <summary>Reads what builds connect to: a name and an address in the form of a URL.</summary>
internal static class EndpointReader
{
    /// <summary>Every node connects to each of them, and exports metrics about each.</summary>
    public const int Most = 16;

    private const int HttpsPort = 443;
    private const string Form = "is not https://HOST, https://HOST:PORT, tls://HOST:PORT or tcp://HOST:PORT";

    public static BuildEndpoint? Read(Fields endpoint)
    {
        var name = endpoint["name"].Required().Text(NameForm.DnsLabel);
        var url = endpoint["url"].Required();
        if (url.Text() is not { } text) return null;
        if (Parse(text) is not { } address)
        {
            url.Fail($"{ErrorList.Quote(text)} {Form}");
            return null;
        }

        return name is null ? null : new BuildEndpoint(name, address.Host, address.Port, address.Tls);
    }

    private static (string Host, int Port, bool Tls)? Parse(string url)
    {
        var (scheme, authority) = url.Split("://", 2) is [var before, var after] ? (before, after) : ("", "");
        var https = scheme == "https";
        if (!https && scheme is not ("tls" or "tcp")) return null;
        if (https && authority.EndsWith('/')) authority = authority[..^1];
        var end = authority.StartsWith('[') ? authority.IndexOf(']', StringComparison.Ordinal) + 1 : authority.IndexOf(':', StringComparison.Ordinal);
        if (end <= 0) end = authority.Length;
        if (Host(authority[..end]) is not { } host || Port(authority[end..], https) is not { } port) return null;
        return (host, port, scheme != "tcp");
    }

    private static string? Host(string text) => Uri.CheckHostName(text) switch
    {
        UriHostNameType.IPv6 when text.StartsWith('[') => text[1..^1].ToLowerInvariant(),
        UriHostNameType.IPv4 => text,
        UriHostNameType.Dns when text.ToLowerInvariant() is var host && NameForm.DnsSubdomain.IsMatch(host) => host,
        _ => null,
    };

    private static int? Port(string text, bool https)
        => text.Length == 0 ? https ? HttpsPort : null
            : text[0] == ':' && int.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65_535 ? port
            : null;
}
