using System.Collections.Immutable;

namespace ClusterProbe.Core.Admission;

/// <summary>One clause of a Pod Security message: <c>privileged (container "c" must not ...)</c>.</summary>
/// <param name="Rule">The rule, such as <c>privileged</c>.</param>
/// <param name="Containers">The containers that it names.</param>
internal sealed record PodSecurityClause(string Rule, ImmutableArray<string> Containers);

/// <summary>Takes a Pod Security message apart.</summary>
internal static class PodSecurityClauses
{
    /// <summary>The clauses: separated by commas that are in neither quotes nor parentheses.</summary>
    /// <param name="text">What follows <c>violates PodSecurity "LEVEL:VERSION": </c>.</param>
    public static IEnumerable<PodSecurityClause> Split(string text)
    {
        var (start, depth) = (0, 0);
        for (var position = 0; position <= text.Length; position++)
        {
            if (position == text.Length || (depth == 0 && text[position] == ','))
            {
                if (Read(text[start..position].Trim()) is { } clause) yield return clause;
                start = position + 1;
            }
            else if (text[position] == '(')
            {
                depth++;
            }
            else if (text[position] == ')')
            {
                depth--;
            }
        }
    }

    private static PodSecurityClause? Read(string clause)
    {
        if (clause.Length == 0) return null;
        var open = clause.IndexOf(" (", StringComparison.Ordinal);
        return open < 0 ? new(clause, []) : new(clause[..open], ContainersOf(clause[(open + 2)..]));
    }

    private static ImmutableArray<string> ContainersOf(string detail)
    {
        var start = detail.IndexOf("container", StringComparison.Ordinal);
        if (start < 0) return [];
        var names = ImmutableArray.CreateBuilder<string>();
        var quote = detail.IndexOf('"', start);
        while (quote >= 0 && detail.IndexOf('"', quote + 1) is > 0 and var end)
        {
            names.Add(detail[(quote + 1)..end]);
            quote = detail.AsSpan(end + 1).StartsWith(", \"") ? end + 3 : -1;
        }

        return names.ToImmutable();
    }
}
