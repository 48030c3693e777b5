using System.Text.RegularExpressions;

namespace ClusterProbe.Monitoring.PromQl;

/// <summary>Cuts a query into tokens.</summary>
internal static partial class Lexer
{
    public static List<Token> Read(string query)
    {
        var tokens = new List<Token>();
        for (var at = 0; at < query.Length;)
        {
            var match = Pattern().Match(query, at);
            if (!match.Success) throw new FormatException($"not PromQL at {at}: {query[at..]}");
            at += match.Length;
            if (match.Groups["space"].Success) continue;
            tokens.Add(match switch
            {
                _ when match.Groups["text"].Success => new Token(TokenKind.Text, match.Value[1..^1]),
                _ when match.Groups["number"].Success => new Token(TokenKind.Number, match.Value),
                _ when match.Groups["word"].Success => new Token(TokenKind.Identifier, match.Value),
                _ => new Token(TokenKind.Sign, match.Value),
            });
        }

        tokens.Add(new Token(TokenKind.End, ""));
        return tokens;
    }

    // A number with a unit is a duration.
    [GeneratedRegex(
        """
        \G(?:(?<space>\s+|\#[^\n]*)
        |(?<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)
        |(?<number>[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+|(?:ms|[smhdwy])(?:[0-9]+(?:ms|[smhdwy]))*)?)
        |(?<word>[a-zA-Z_:][a-zA-Z0-9_:]*)
        |=~|!~|!=|==|>=|<=|[-+*/%^=<>(){}\[\],@:])
        """,
        RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Pattern();
}
