using System.Collections.Immutable;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Text;

namespace ClusterProbe.Checking;

/// <summary>Chooses checks by code.</summary>
internal static class CheckSelection
{
    /// <summary>The checks to run.</summary>
    /// <exception cref="UsageException">A code names no check, or nothing is left.</exception>
    public static ImmutableArray<Check> Select(ImmutableArray<string> only, ImmutableArray<string> skip)
    {
        var known = CheckRegistry.All.Select(check => check.Code).ToArray();
        foreach (var code in only.Concat(skip))
        {
            if (!known.Contains(code, StringComparer.OrdinalIgnoreCase)) throw Unknown(code, known);
        }

        ImmutableArray<Check> selected =
        [
            .. CheckRegistry.All.Where(check => (only.IsEmpty || Names(only, check)) && !Names(skip, check)),
        ];
        return selected.IsEmpty ? throw new UsageException("--only and --skip leave no check to run.") : selected;
    }

    /// <summary>The check with that code.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static Check Find(string code)
        => CheckRegistry.All.FirstOrDefault(check => check.Code.Equals(code, StringComparison.OrdinalIgnoreCase))
            ?? throw Unknown(code, [.. CheckRegistry.All.Select(check => check.Code)]);

    private static bool Names(ImmutableArray<string> codes, Check check) => codes.Contains(check.Code, StringComparer.OrdinalIgnoreCase);

    private static UsageException Unknown(string code, IEnumerable<string> known)
        => new($"There is no check \"{code}\"{Suggestion(code, known)}. List all with: clusterprobe check --list-checks");

    private static string Suggestion(string code, IEnumerable<string> known)
        => NearestName.Find(code.ToUpperInvariant(), known) is { } nearest ? $"; did you mean {nearest}?" : "";
}
