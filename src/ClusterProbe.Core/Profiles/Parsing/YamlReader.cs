using System.Collections.Immutable;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ClusterProbe.Core.Profiles.Parsing;

/// <summary>Reads one YAML document into nodes that know their place, without what makes YAML dangerous: aliases, tags, endless depth.</summary>
internal sealed partial class YamlReader
{
    private const int Deepest = 32;

    private readonly Parser parser;
    private readonly ErrorList errors;

    private YamlReader(string text, ErrorList errors)
    {
        parser = new Parser(new StringReader(text));
        this.errors = errors;
    }

    /// <summary>The root node, or null when the text is not a YAML document; the errors say why.</summary>
    public static YamlValue? Read(string text, ErrorList errors)
    {
        var reader = new YamlReader(text, errors);
        try
        {
            return reader.Document();
        }
        catch (Exception exception)
        {
            // For some damaged documents YamlDotNet throws something else than its YamlException.
            var place = (exception as YamlException)?.Start ?? reader.parser.Current?.End ?? new Mark(0, 1, 1);
            if (IndentationWithTab().Match(text) is { Success: true } tab)
                errors.Add(1 + text.AsSpan(0, tab.Index).Count('\n'), tab.Length, "", "is indented with a tab; YAML is indented with spaces");
            else
                errors.Add((int)place.Line, (int)place.Column, "", $"is not valid YAML: {exception.Message}");
            return null;
        }
    }

    /// <summary>The path of a field below another: <c>spec.shapes</c>, <c>labels["app.kubernetes.io/name"]</c>.</summary>
    public static string PathOf(string parent, string key)
        => !SimpleKey().IsMatch(key) ? $"{parent}[{ErrorList.Quote(key)}]" : parent.Length == 0 ? key : $"{parent}.{key}";

    private YamlValue? Document()
    {
        parser.Consume<StreamStart>();
        var root = parser.TryConsume<DocumentStart>(out _) ? Value("", 0) : null;
        if (root is null or YamlScalar { IsNull: true })
        {
            errors.Add(1, 1, "", "the file is empty");
            return null;
        }

        parser.Consume<DocumentEnd>();
        if (parser.TryConsume<DocumentStart>(out var second))
            errors.Add((int)second.Start.Line, (int)second.Start.Column, "", "a second document begins; a profile file holds one");
        return root;
    }

    private YamlValue Value(string path, int depth)
    {
        var node = parser.Consume<ParsingEvent>();
        var (line, column) = ((int)node.Start.Line, (int)node.Start.Column);
        if (depth > Deepest) throw new YamlException(node.Start, node.End, $"it is nested deeper than {Deepest} levels");
        if (node is AnchorAlias || node is NodeEvent { Anchor.IsEmpty: false }) errors.Add(line, column, path, "anchors and aliases are not allowed; write it out");
        else if (node is NodeEvent { Tag: { IsEmpty: false, IsNonSpecific: false } }) errors.Add(line, column, path, "tags are not allowed");
        return node switch
        {
            Scalar scalar => new YamlScalar(line, column, scalar.Value, scalar.Style == ScalarStyle.Plain),
            SequenceStart => new YamlList(line, column, Items(path, depth)),
            MappingStart => new YamlMap(line, column, Entries(path, depth)),
            _ => new YamlScalar(line, column, "", IsPlain: true),
        };
    }

    private ImmutableArray<YamlValue> Items(string path, int depth)
    {
        var items = ImmutableArray.CreateBuilder<YamlValue>();
        while (!parser.TryConsume<SequenceEnd>(out _)) items.Add(Value($"{path}[{items.Count}]", depth + 1));
        return items.ToImmutable();
    }

    private ImmutableArray<(YamlScalar Key, YamlValue Value)> Entries(string path, int depth)
    {
        var entries = ImmutableArray.CreateBuilder<(YamlScalar, YamlValue)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var node = Value(path, depth + 1);
            var key = node as YamlScalar;
            var value = Value(key is null ? path : PathOf(path, key.Text), depth + 1);
            if (key is null) errors.Add(node, path, "a key must be a name");
            else if (!seen.Add(key.Text)) errors.Add(key, PathOf(path, key.Text), "is given twice");
            else entries.Add((key, value));
        }

        return entries.ToImmutable();
    }

    [GeneratedRegex("^ *\\t", RegexOptions.Multiline)]
    private static partial Regex IndentationWithTab();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9]*\z")]
    private static partial Regex SimpleKey();
}
