using System.Security.Cryptography;
using System.Text;
using ClusterProbe.Reporting.Agent;

namespace ClusterProbe.Reporting.Html;

/// <summary>The report page: one HTML document that needs nothing else, and that keeps itself up to date while it is open.</summary>
public static class HtmlReport
{
    /// <summary>The <c>Content-Type</c> of the page.</summary>
    public const string ContentType = "text/html; charset=utf-8";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>
    /// The <c>Content-Security-Policy</c> of the page: its own style and script by their hashes, its own address to ask for news,
    /// and nothing else, so that even markup that slipped in could neither run nor load anything.
    /// </summary>
    public static string ContentSecurityPolicy { get; } =
        "default-src 'none'; "
        + $"script-src {PageAssets.Hash(PageAssets.Script)}; style-src {PageAssets.Hash(PageAssets.Style)}; "
        + "img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Writes the page as its parts come.</summary>
    /// <param name="report">What to show.</param>
    /// <param name="output">Where to write.</param>
    public static void Write(AgentReport report, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(output);
        Page.Of(report)(new HtmlWriter(output));
    }

    /// <summary>Renders the page with its entity tag. The page says nothing that changes by the second, so that the tag stays while the content does.</summary>
    /// <param name="report">What to show.</param>
    public static HtmlPage Render(AgentReport report)
    {
        var content = new MemoryStream();
        using (var output = new StreamWriter(content, Utf8, leaveOpen: true)) Write(report, output);
        var bytes = content.GetBuffer().AsMemory(0, (int)content.Length);
        return new HtmlPage(bytes, $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes.Span)[..16])}\"");
    }
}

/// <summary>The page, ready to be sent.</summary>
/// <param name="Content">UTF-8.</param>
/// <param name="ETag">The entity tag, quotes included.</param>
public sealed record HtmlPage(ReadOnlyMemory<byte> Content, string ETag);
