using System.Collections.Immutable;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Facts;
using ClusterProbe.Reporting.Layout;
using Spectre.Console;

namespace ClusterProbe.Reporting.Explain;

/// <summary>Lists checks with what they say and the permissions that they need.</summary>
/// <param name="console">Where to write; its width and colours are honoured.</param>
public sealed class CheckListReporter(IAnsiConsole console)
{
    /// <summary>Writes the list.</summary>
    /// <param name="checks">The checks, in the order in which they are listed.</param>
    /// <param name="permissionsOf">The permissions that the collectors of a check's facts need.</param>
    public void Write(IEnumerable<Check> checks, Func<Check, ImmutableArray<Permission>> permissionsOf)
    {
        ArgumentNullException.ThrowIfNull(checks);
        ArgumentNullException.ThrowIfNull(permissionsOf);
        var table = new Spectre.Console.Table().NoBorder();
        foreach (var heading in new[] { "CODE", "CATEGORY", "TITLE", "PERMISSIONS" })
            table.AddColumn(new TableColumn(new Text(heading, Styles.Heading)) { NoWrap = heading is "CODE" or "CATEGORY", Padding = new Padding(0, 0, 2, 0) });
        foreach (var check in checks)
        {
            var permissions = permissionsOf(check).Select(permission => permission.ToString()).Distinct().Order(StringComparer.Ordinal);
            table.AddRow(
                new Text(check.Code),
                new Text(ReportWords.Of(check.Category)),
                new Text(check.Title),
                new Text(string.Join(", ", permissions)));
        }

        console.Write(table);
    }
}
