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
        var page = new Page(console);
        foreach (var check in checks)
        {
            page.Line(($"{check.Code}  {ReportWords.Of(check.Category),-9}  ", Style.Plain), (check.Title, Styles.Heading));
            var permissions = permissionsOf(check).Select(permission => permission.ToString()).Distinct().Order(StringComparer.Ordinal);
            page.Text(8, "needs: ", Styles.Quiet, string.Join(", ", permissions), Styles.Quiet);
        }
    }
}
