using System.Collections.Immutable;
using ClusterProbe.Core.Findings;

namespace ClusterProbe.Reporting.Fixes;

/// <summary>The remediation manifests of one check, as a file that <c>kubectl apply -f</c> accepts.</summary>
/// <param name="Name">The file's name under the folder of fixes, such as <c>CP3002.yaml</c>.</param>
/// <param name="Content">The file's whole content.</param>
public sealed record FixFile(string Name, string Content)
{
    /// <summary>The folder in the folder of fixes for those that nothing requires: <c>kubectl apply -f</c> does not look into it by itself.</summary>
    public const string OptionalFolder = "optional";

    /// <summary>Whether the profile does not require what it fixes.</summary>
    public bool IsOptional => Name.StartsWith($"{OptionalFolder}/", StringComparison.Ordinal);

    /// <summary>The file for the fix of a finding.</summary>
    /// <param name="finding">The finding.</param>
    public static string NameFor(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return NameFor(finding.Code, optional: !finding.Required);
    }

    /// <summary>The file of a name.</summary>
    /// <param name="name">The name, without the extension.</param>
    /// <param name="optional">Whether the profile does not require what it fixes.</param>
    internal static string NameFor(string name, bool optional) => optional ? $"{OptionalFolder}/{name}.yaml" : $"{name}.yaml";
}

/// <summary>Two fixes that want different things of the same object, so that only the first is written.</summary>
/// <param name="Target">The object, such as <c>Namespace ci</c>.</param>
/// <param name="Kept">The code of the check whose fix is written.</param>
/// <param name="LeftOut">The code of the check whose fix is not.</param>
/// <param name="Field">The field they disagree about, such as <c>spec.clusterIP</c>.</param>
public sealed record FixConflict(string Target, string Kept, string LeftOut, string Field)
{
    /// <summary>The conflict as a sentence.</summary>
    public override string ToString()
        => $"{LeftOut} and {Kept} want different values of {Field} in {Target}; only the fix of {Kept} is written. Decide between them by hand.";
}

/// <summary>What is to be written for the findings of a run.</summary>
/// <param name="Files">The files: first those of what the profile requires, each group in the order of the names.</param>
/// <param name="Conflicts">Fixes that are left out.</param>
public sealed record FixPlan(ImmutableArray<FixFile> Files, ImmutableArray<FixConflict> Conflicts);
