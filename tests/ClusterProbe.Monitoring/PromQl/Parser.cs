using System.Collections.Immutable;

namespace ClusterProbe.Monitoring.PromQl;

/// <summary>Reads PromQL: selectors, functions, aggregations, operators and their matching, subqueries, <c>offset</c> and <c>@</c>.</summary>
public sealed class Parser
{
    private static readonly ImmutableHashSet<string> Aggregations =
    [
        "sum", "avg", "min", "max", "count", "group", "stddev", "stdvar", "topk", "bottomk", "quantile", "count_values",
    ];

    private static readonly ImmutableArray<ImmutableHashSet<string>> Precedence =
    [
        ["or"], ["and", "unless"], ["==", "!=", "<=", "<", ">=", ">"], ["+", "-"], ["*", "/", "%", "atan2"], ["^"],
    ];

    private readonly List<Token> _tokens;
    private int _at;

    private Parser(List<Token> tokens) => _tokens = tokens;

    /// <summary>Reads a query.</summary>
    /// <param name="query">The query, without Grafana's variables.</param>
    /// <exception cref="FormatException">It is not PromQL, or uses a part of it that is not known here.</exception>
    public static Expression Parse(string query)
    {
        var parser = new Parser(Lexer.Read(query));
        var expression = parser.ReadBinary(0);
        return parser.Current.Kind == TokenKind.End ? expression : throw parser.Unexpected();
    }

    private Token Current => _tokens[_at];

    private Expression ReadBinary(int level)
    {
        if (level == Precedence.Length) return ReadUnary();
        var left = ReadBinary(level + 1);
        while (Precedence[level].Contains(Current.Text) && Current.Kind is TokenKind.Sign or TokenKind.Identifier)
        {
            var sign = Next().Text;
            Accept("bool");
            var matching = ReadGrouping("on", "ignoring");
            ManySide? many = null;
            if (Current is { Kind: TokenKind.Identifier, Text: "group_left" or "group_right" })
            {
                many = new ManySide(Next().Text == "group_left", Current.Text == "(" ? ReadLabels() : []);
            }

            left = new Binary(sign, matching, many, left, ReadBinary(level + 1));
        }

        return left;
    }

    private Expression ReadUnary()
    {
        if (Current is { Kind: TokenKind.Sign, Text: "-" or "+" })
        {
            Next();
            return ReadUnary();
        }

        var expression = ReadPrimary();
        while (true)
        {
            if (Accept("["))
            {
                while (!Accept("]")) Next(); // a range, or a subquery's range and step
            }
            else if (Accept("offset"))
            {
                Accept("-");
                Next();
            }
            else if (Accept("@"))
            {
                if (Next().Kind == TokenKind.Identifier)
                {
                    Expect("(");
                    Expect(")");
                }
            }
            else
            {
                return expression;
            }
        }
    }

    private Expression ReadPrimary()
    {
        var token = Next();
        switch (token)
        {
            case { Kind: TokenKind.Number or TokenKind.Text }:
                return new Literal();
            case { Kind: TokenKind.Sign, Text: "(" }:
                var inner = ReadBinary(0);
                Expect(")");
                return inner;
            case { Kind: TokenKind.Identifier } when Aggregations.Contains(token.Text):
                return ReadAggregation(token.Text);
            case { Kind: TokenKind.Identifier } when Current.Text == "(":
                return new Call(token.Text, ReadArguments());
            case { Kind: TokenKind.Identifier }:
                return new Selector(token.Text, Current.Text == "{" ? ReadMatchers() : []);
            default:
                _at--;
                throw Unexpected();
        }
    }

    private Aggregation ReadAggregation(string operation)
    {
        var grouping = ReadGrouping("by", "without");
        var arguments = ReadArguments();
        return new Aggregation(operation, grouping ?? ReadGrouping("by", "without"), arguments[^1]);
    }

    private Grouping? ReadGrouping(string keep, string drop)
    {
        if (Current.Kind != TokenKind.Identifier || (Current.Text != keep && Current.Text != drop)) return null;
        return new Grouping(Next().Text == keep, ReadLabels());
    }

    private ImmutableArray<Expression> ReadArguments() => ReadList("(", ")", () => ReadBinary(0));

    private ImmutableArray<string> ReadLabels() => ReadList("(", ")", () => Next().Text);

    private ImmutableArray<Matcher> ReadMatchers() => ReadList("{", "}", () => new Matcher(Next().Text, Next().Text, Next().Text));

    private ImmutableArray<T> ReadList<T>(string open, string close, Func<T> read)
    {
        Expect(open);
        var items = ImmutableArray.CreateBuilder<T>();
        while (!Accept(close))
        {
            items.Add(read());
            if (!Accept(",") && Current.Text != close) throw Unexpected();
        }

        return items.ToImmutable();
    }

    private bool Accept(string text)
    {
        if (Current.Kind is TokenKind.Text or TokenKind.End || Current.Text != text) return false;
        _at++;
        return true;
    }

    private void Expect(string text)
    {
        if (!Accept(text)) throw Unexpected();
    }

    private Token Next() => Current.Kind == TokenKind.End ? throw Unexpected() : _tokens[_at++];

    private FormatException Unexpected() => new($"unexpected \"{Current.Text}\" after: {string.Join(' ', _tokens.Take(_at).Select(token => token.Text))}");
}
