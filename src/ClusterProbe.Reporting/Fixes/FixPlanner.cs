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

    private const string NamespacesFile = "CP0000-namespaces.yaml";

    /// <summary>Whether the finding's manifest is written: never for what the profile does not require, since a fix may widen what is allowed.</summary>
    /// <param name="finding">The finding.</param>
    public static bool IsWritten(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return finding is { Required: true, Remediation.Manifest: not null } && CheckResult.NeedsAttention(finding);
    }

    /// <summary>What to write for the findings that are neither passed, skipped nor waived.</summary>
    /// <param name="evaluation">The findings.</param>
    public static FixPlan Plan(Evaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        var objects = new Dictionary<string, (FixObject Object, string Code)>(StringComparer.Ordinal);
        var targets = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        var conflicts = ImmutableArray.CreateBuilder<FixConflict>();
        var findings = evaluation.Findings.Where(IsWritten).ToArray();
        foreach (var (code, fix) in findings.SelectMany(finding => FixObject.In(finding.Remediation!.Manifest!).Select(fix => (finding.Code, fix))))
        {
            if (!objects.TryGetValue(fix.Identity, out var known)) known = (fix, code);
            var (merged, field) = FixMerge.Merge(known.Object, fix);
            if (merged is null)
            {
                conflicts.Add(new FixConflict(fix.ToString(), known.Code, code, field));
                continue;
            }

            objects[fix.Identity] = (merged, known.Code);
            if (!targets.TryGetValue(code, out var identities)) targets[code] = identities = [];
            if (!identities.Contains(fix.Identity)) identities.Add(fix.Identity);
        }

        var files = targets.ToDictionary(
            target => FixFile.NameFor(target.Key),
            target => (Objects: target.Value.Select(identity => objects[identity].Object).ToArray(), Comments: Comments(target.Key, findings)));
        if (SharedNamespaces([.. files.Values.Select(file => file.Objects)]) is { Length: > 0 } namespaces)
            files[NamespacesFile] = (namespaces, ["Namespaces that the other files need, so that they are there first."]);
        return new FixPlan(
            [.. files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => new FixFile(file.Key, Content(file.Value.Objects, file.Value.Comments)))],
            conflicts.ToImmutable());
    }

    private static string[] Comments(string code, Finding[] findings)
        => [.. findings.Where(finding => finding.Code == code).Select(finding => $"{code}: {finding.Remediation!.Text}").Distinct()];

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
