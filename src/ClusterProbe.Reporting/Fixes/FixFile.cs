using System.Collections.Immutable;

namespace ClusterProbe.Reporting.Fixes;

/// <summary>The remediation manifests of one check, as a file that <c>kubectl apply -f</c> accepts.</summary>
/// <param name="Name">The file's name, such as <c>CP3002.yaml</c>.</param>
/// <param name="Content">The file's whole content.</param>
public sealed record FixFile(string Name, string Content)
{
    /// <summary>The file for a check's fixes.</summary>
    /// <param name="code">The check's code.</param>
    public static string NameFor(string code) => $"{code}.yaml";
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
/// <param name="Files">The files, in the order of their names.</param>
/// <param name="Conflicts">Fixes that are left out.</param>
public sealed record FixPlan(ImmutableArray<FixFile> Files, ImmutableArray<FixConflict> Conflicts);
