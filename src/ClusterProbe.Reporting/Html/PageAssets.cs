using System.Security.Cryptography;
using System.Text;

namespace ClusterProbe.Reporting.Html;

/// <summary>The style and the script of the page, carried in this assembly.</summary>
internal static class PageAssets
{
    public static string Style { get; } = Read("report.css");

    public static string Script { get; } = Read("report.js");

    /// <summary>Tells one version of both from another.</summary>
    public static string Version { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Style + Script)))[..12];

    /// <summary>The source that a policy allows for exactly this text.</summary>
    public static string Hash(string content) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}'";

    private static string Read(string name)
    {
        using var stream = typeof(PageAssets).Assembly.GetManifestResourceStream($"html/{name}")
            ?? throw new InvalidOperationException($"{name} is missing in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
