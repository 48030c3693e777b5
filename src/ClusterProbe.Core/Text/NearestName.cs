namespace ClusterProbe.Core.Text;

/// <summary>Finds what somebody meant who wrote a name that does not exist.</summary>
public static class NearestName
{
    /// <summary>The valid name that is most like the one written, or null when none is near enough to be meant.</summary>
    /// <remarks>
    /// Nearness is the Damerau-Levenshtein distance (optimal string alignment), letter case ignored. A third of the letters, and
    /// at least two, may differ; of equally near names the first in ordinal order is taken.
    /// </remarks>
    /// <param name="name">What was written.</param>
    /// <param name="valid">The names that exist.</param>
    public static string? Find(string name, IEnumerable<string> valid)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(valid);
        return valid
            .Where(candidate => Math.Abs(candidate.Length - name.Length) <= Tolerance(candidate))
            .Select(candidate => (Name: candidate, Distance: Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .Where(candidate => candidate.Distance <= Tolerance(candidate.Name) && candidate.Distance < candidate.Name.Length)
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
    }

    /// <summary>The end of a sentence about a wrong name: <c>; did you mean "x"?</c>, or the valid names when none is near.</summary>
    /// <param name="name">What was written.</param>
    /// <param name="valid">The names that exist.</param>
    public static string Hint(string name, IReadOnlyCollection<string> valid)
        => Find(name, valid) is { } nearest
            ? $"; did you mean \"{nearest}\"?"
            : $"; valid: {string.Join(", ", valid.Order(StringComparer.Ordinal))}";

    private static int Tolerance(string candidate) => Math.Max(2, candidate.Length / 3);

    private static int Distance(string from, string to)
    {
        var beforeLast = new int[to.Length + 1];
        var last = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var current = new int[to.Length + 1];
            current[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var changed = from[i - 1] == to[j - 1] ? 0 : 1;
                current[j] = Math.Min(Math.Min(last[j] + 1, current[j - 1] + 1), last[j - 1] + changed);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    current[j] = Math.Min(current[j], beforeLast[j - 2] + 1);
            }

            (beforeLast, last) = (last, current);
        }

        return last[to.Length];
    }
}
