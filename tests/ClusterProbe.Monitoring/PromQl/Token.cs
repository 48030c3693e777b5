namespace ClusterProbe.Monitoring.PromQl;

/// <summary>A word, number, string or sign of a query.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text; of a string without the quotes.</param>
internal readonly record struct Token(TokenKind Kind, string Text);

internal enum TokenKind
{
    End,
    Identifier,
    Number,
    Text,
    Sign,
}
