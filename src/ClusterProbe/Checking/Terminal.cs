using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Text;
using ClusterProbe.Kubernetes;
using ClusterProbe.Reporting;
using ClusterProbe.Reporting.Explain;
using ClusterProbe.Reporting.Fixes;
using ClusterProbe.Reporting.Json;
using ClusterProbe.Reporting.Markdown;
using ClusterProbe.Reporting.Short;
using ClusterProbe.Reporting.Table;
using Spectre.Console;

namespace ClusterProbe.Checking;

/// <summary>What is printed where: results on standard output, everything else on standard error.</summary>
/// <param name="output">Standard output.</param>
/// <param name="errors">Standard error.</param>
/// <param name="outputConsole">Standard output, styled as far as it can show that.</param>
/// <param name="showsProgress">Whether somebody watches standard error.</param>
internal sealed class Terminal(TextWriter output, TextWriter errors, IAnsiConsole outputConsole, bool showsProgress)
{
    public static Terminal ForConsole() => new(
        Console.Out,
        Console.Error,
        ReportConsole.Create(
            Console.Out,
            !Console.IsOutputRedirected,
            Environment.GetEnvironmentVariable,
            Console.IsOutputRedirected ? ReportConsole.DefaultWidth : Console.WindowWidth),
        !Console.IsErrorRedirected);

    public void Write(Report report, OutputFormat format)
    {
        switch (format)
        {
            case OutputFormat.Table:
                new TableReporter(outputConsole).Write(report);
                break;
            case OutputFormat.Short:
                new ShortReporter(output).Write(report);
                break;
            case OutputFormat.Markdown:
                MarkdownReport.Write(report, output);
                break;
            default:
                new JsonReporter(output).Write(report);
                break;
        }
    }

    public void WriteDocumentation(Check check)
        => new ExplainReporter(outputConsole).Write(CheckDocumentation.PageFor(check.Code) ?? throw new InvalidOperationException($"{check.Code} has no page."));

    public void WriteCheckList() => new CheckListReporter(outputConsole).Write(CheckRegistry.All, FactCollection.PermissionsOf);

    /// <summary>Writes the fixes as files and says what to do with them.</summary>
    /// <exception cref="UsageException">The folder can't be used.</exception>
    public void WriteFixes(Report report, string folder)
    {
        var plan = FixPlanner.Plan(report.Evaluation);
        try
        {
            var files = FixDirectory.Write(folder, plan);
            if (plan.Files.IsEmpty) Note("No finding has a fix that is a manifest: nothing was written.");
            if (!files.Required.IsEmpty) Note($"Wrote {string.Join(", ", files.Required)}. Read them, then: kubectl apply -f {folder}");
            if (!files.Optional.IsEmpty) Note($"Wrote {string.Join(", ", files.Optional)} for what the profile does not require: apply them by choice, kubectl apply -f {folder} leaves them out.");
            foreach (var file in files.LeftFromBefore) Note($"{file} is from an earlier run, and nothing asks for it now: kubectl apply -f {Path.GetDirectoryName(file)} would apply it too.");
            foreach (var conflict in plan.Conflicts) Note($"{conflict}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The fixes can't be written: {exception.Message}");
        }
    }

    /// <summary>A line for whoever waits; nothing when nobody watches.</summary>
    public void Progress(string text)
    {
        if (showsProgress) errors.WriteLine(DisplayText.Clean(text));
    }

    /// <summary>A line of the result.</summary>
    public void Line(string text) => output.WriteLine(text);

    public void Note(string text) => errors.WriteLine(DisplayText.Clean(text));

    public void Error(string text)
    {
        foreach (var line in DisplayText.Lines(text)) errors.WriteLine($"clusterprobe: {line}");
    }

    /// <summary>One line that says what is being read, rewritten as kinds of facts come in and gone at the end.</summary>
    public CollectionProgress ShowProgress(string what) => new(showsProgress ? errors : TextWriter.Null, DisplayText.Clean(what));
}
