using System.Reflection;

namespace ClusterProbe.Core.Checks;

/// <summary>The documentation page of each check, carried in this assembly.</summary>
public static class CheckDocumentation
{
    /// <summary>Where the pages are published.</summary>
    public const string BaseUrl = "https://clusterprobe.io/checks/";

    /// <summary>The page's address.</summary>
    /// <param name="code">The check's code.</param>
    public static Uri UrlFor(string code) => new(BaseUrl + code);

    /// <summary>The page as Markdown, or null when there is none.</summary>
    /// <param name="code">The check's code.</param>
    public static string? PageFor(string code)
    {
        using var stream = typeof(CheckDocumentation).GetTypeInfo().Assembly.GetManifestResourceStream($"docs/{code}.md");
        if (stream is null) return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
