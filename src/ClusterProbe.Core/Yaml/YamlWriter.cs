using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ClusterProbe.Core.Yaml;

/// <summary>Writes manifests: values that came from a cluster or a user can't change the document's structure.</summary>
/// <remarks>
/// A node is a string, a bool, an int or long, a list (<c>IEnumerable&lt;object&gt;</c>) or a mapping in order
/// (<c>IEnumerable&lt;(string, object)&gt;</c>). Strings that YAML would read as something else are quoted.
/// </remarks>
public static class YamlWriter
{
    /// <summary>The document as YAML text, ending with a line break.</summary>
    /// <param name="root">The root mapping.</param>
    /// <exception cref="ArgumentException">A node is of a type that manifests do not have.</exception>
    public static string Write(params (string Key, object Value)[] root)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var emitter = new Emitter(text, new EmitterSettings(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024, skipAnchorName: true, indentSequences: false));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        Emit(emitter, root);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static void Emit(Emitter emitter, object node)
    {
        switch (node)
        {
            case string value:
                emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, value, NeedsQuotes(value) ? ScalarStyle.DoubleQuoted : ScalarStyle.Plain, true, true));
                break;
            case bool value:
                emitter.Emit(new Scalar(value ? "true" : "false"));
                break;
            case int or long:
                emitter.Emit(new Scalar(Convert.ToString(node, CultureInfo.InvariantCulture)!));
                break;
            case IEnumerable<(string Key, object Value)> mapping:
                emitter.Emit(new MappingStart());
                foreach (var (key, value) in mapping)
                {
                    Emit(emitter, key);
                    Emit(emitter, value);
                }

                emitter.Emit(new MappingEnd());
                break;
            case IEnumerable<object> list:
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Block));
                foreach (var item in list) Emit(emitter, item);
                emitter.Emit(new SequenceEnd());
                break;
            default:
                throw new ArgumentException($"Manifests have no {node.GetType()}.", nameof(node));
        }
    }

    private static bool NeedsQuotes(string value)
        => value.Length == 0
            || value is "~" or "null" or "Null" or "NULL" or "true" or "True" or "TRUE" or "false" or "False" or "FALSE"
                or "yes" or "Yes" or "YES" or "no" or "No" or "NO" or "on" or "On" or "ON" or "off" or "Off" or "OFF" or "y" or "Y" or "n" or "N"
            || char.IsAsciiDigit(value[0]) || value[0] is '-' or '+' or '.' or '*' or '='
            || value.Any(character => char.IsControl(character) || character is ':' or '#' or '"' or '\'' or '{' or '}' or '[' or ']' or ',' or '&' or '%' or '@' or '`' or '!' or '|' or '>' or '?')
            || char.IsWhiteSpace(value[0]) || char.IsWhiteSpace(value[^1]);
}
