using ClusterProbe.Core.Findings;

namespace ClusterProbe.Reporting.Fixes;

/// <summary>The objects of a group of fixes, merged where several touch the same one, and which check's file holds which.</summary>
internal sealed class FixCollection
{
    private readonly Dictionary<string, (FixObject Object, string Code)> _objects;
    private readonly SortedDictionary<string, List<string>> _files = new(StringComparer.Ordinal);
    private readonly List<FixConflict> _conflicts = [];
    private readonly Finding[] _findings;

    /// <summary>Collects the fixes of findings.</summary>
    /// <param name="findings">The findings, each with a manifest.</param>
    /// <param name="basis">Fixes that are applied before, and that these must not undo; null for none.</param>
    public FixCollection(IEnumerable<Finding> findings, FixCollection? basis = null)
    {
        _objects = new(basis?._objects ?? [], StringComparer.Ordinal);
        _findings = [.. findings];
        foreach (var finding in _findings)
        {
            foreach (var fix in FixObject.In(finding.Remediation!.Manifest!)) Add(finding.Code, fix);
        }
    }

    /// <summary>Fixes that are left out.</summary>
    public IReadOnlyList<FixConflict> Conflicts => _conflicts;

    /// <summary>The objects and comments of each check's file, by the check's code.</summary>
    public IEnumerable<(string Code, FixObject[] Objects, string[] Comments)> Files
        => _files.Select(file => (file.Key, file.Value.Select(identity => _objects[identity].Object).ToArray(), Comments(file.Key)));

    private void Add(string code, FixObject fix)
    {
        if (!_objects.TryGetValue(fix.Identity, out var known)) known = (fix, code);
        var (merged, field) = FixMerge.Merge(known.Object, fix);
        if (merged is null)
        {
            _conflicts.Add(new FixConflict(fix.ToString(), known.Code, code, field));
            return;
        }

        _objects[fix.Identity] = (merged, known.Code);
        if (!_files.TryGetValue(code, out var identities)) _files[code] = identities = [];
        if (!identities.Contains(fix.Identity)) identities.Add(fix.Identity);
    }

    private string[] Comments(string code)
        => [.. _findings.Where(finding => finding.Code == code).Select(finding => $"{code}: {finding.Remediation!.Text}").Distinct()];
}
