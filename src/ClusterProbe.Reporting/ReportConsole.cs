using Spectre.Console;

namespace ClusterProbe.Reporting;

/// <summary>Opens consoles that reports are written to.</summary>
public static class ReportConsole
{
    /// <summary>The width where there is no terminal to ask, in cells.</summary>
    public const int DefaultWidth = 120;

    /// <summary>A console with colour on a terminal only, and not when <c>NO_COLOR</c> is set or <c>TERM</c> is <c>dumb</c>.</summary>
    /// <remarks>What CI systems say about themselves is left aside: their logs are files, which are read without escape sequences.</remarks>
    /// <param name="output">Where to write.</param>
    /// <param name="isTerminal">Whether that is a terminal.</param>
    /// <param name="environment">Looks up an environment variable.</param>
    /// <param name="width">The cells of a line.</param>
    public static IAnsiConsole Create(TextWriter output, bool isTerminal, Func<string, string?> environment, int width = DefaultWidth)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var colour = isTerminal && string.IsNullOrEmpty(environment("NO_COLOR")) && environment("TERM") != "dumb";
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = colour ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        console.Profile.Width = Math.Max(1, width);
        console.Profile.Capabilities.Unicode = true;
        return console;
    }
}
