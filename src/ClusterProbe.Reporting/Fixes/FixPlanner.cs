using System.Collections.Immutable;
using System.Text;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Text;
using ClusterProbe.Reporting.Table;

namespace ClusterProbe.Reporting.Fixes;

/// <summary>Turns the remediation manifests of a run into files that do not undo each other.</summary>
/// <remarks>
/// <c>kubectl apply</c> removes from an object what it applied before and does not find now. So an object that several fixes
/// touch is written the same, merged, wherever it appears. Files are applied in the order of their names, so Namespaces that
/// objects of other files need stand in a file of their own that comes first.
/// </remarks>
public static class FixPlanner
{
    /// <summary>The first line of every file, by which a file is known to be ours.</summary>
    public const string Header = "# Written by clusterprobe, which may overwrite this file: make changes in a copy.";

    private const string NamespacesFile = "CP0000-namespaces";

    /// <summary>Whether the finding's manifest is written.</summary>
    /// <param name="finding">The finding.</param>
    public static bool IsWritten(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return finding.Remediation?.Manifest is not null && CheckResult.NeedsAttention(finding);
    }

    /// <summary>What to write for the findings that are neither passed, skipped nor waived.</summary>
    /// <remarks>
    /// A fix may widen what is allowed, so those of findings that the profile does not require stand apart, to be applied by choice. They
    /// hold what the required ones do to the same objects, and do not undo it.
    /// </remarks>
    /// <param name="evaluation">The findings.</param>
    public static FixPlan Plan(Evaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        var findings = evaluation.Findings.Where(IsWritten).ToLookup(finding => finding.Required);
        var required = new FixCollection(findings[true]);
        var optional = new FixCollection(findings[false], required);
        return new FixPlan([.. Files(required, optional: false), .. Files(optional, optional: true)], [.. required.Conflicts, .. optional.Conflicts]);
    }

    private static IEnumerable<FixFile> Files(FixCollection fixes, bool optional)
    {
        var files = fixes.Files.ToList();
        if (SharedNamespaces([.. files.Select(file => file.Objects)]) is { Length: > 0 } namespaces)
        {
            files.Insert(0, (NamespacesFile, namespaces, ["Namespaces that the other files need, so that they are there first."]));
        }

        return files.Select(file => new FixFile(FixFile.NameFor(file.Code, optional), Content(file.Objects, file.Comments)));
    }

    private static FixObject[] SharedNamespaces(FixObject[][] files)
        => [.. files
            .SelectMany(file => file.Where(IsNamespace))
            .Where(space => files.Any(file => !file.Contains(space) && file.Any(fix => fix.Namespace == space.Name)))
            .DistinctBy(space => space.Identity)];

    private static string Content(FixObject[] objects, string[] comments)
    {
        var content = new StringBuilder(Header).Append('\n');
        foreach (var comment in comments) content.Append("# ").Append(DisplayText.Clean(comment)).Append('\n');
        return content.Append(FixObject.Write(objects.OrderByDescending(IsNamespace))).ToString();
    }

    private static bool IsNamespace(FixObject fix) => fix is { Kind: "Namespace" };
}
