using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ClusterProbe.UnitTests.Reporting;

/// <summary>Validates JSON against a schema (draft 2020-12) of those keywords that our schemas use; any other keyword is an error.</summary>
internal sealed class SchemaValidator(string schema)
{
    private readonly JsonNode root = JsonNode.Parse(schema)!;

    /// <summary>What is wrong, as path and keyword; nothing when the value conforms.</summary>
    public IEnumerable<string> Errors(JsonNode? value) => Errors(root, value, "$");

    private IEnumerable<string> Errors(JsonNode schema, JsonNode? value, string path)
        => schema.AsObject().SelectMany(keyword => Errors(schema, keyword.Key, keyword.Value!, value, path));

    private IEnumerable<string> Errors(JsonNode schema, string keyword, JsonNode rule, JsonNode? value, string path)
    {
        var kind = value?.GetValueKind() ?? JsonValueKind.Null;
        var text = kind == JsonValueKind.String ? (string)value! : null;
        return keyword switch
        {
            "$schema" or "$id" or "$defs" or "title" or "description" => [],
            "$ref" => Errors(Definition((string)rule!), value, path),
            "anyOf" => That(rule.AsArray().Any(option => !Errors(option!, value, path).Any())),
            "type" => That((rule is JsonArray types ? types.Select(type => (string)type!) : [(string)rule!]).Any(type => IsOfType(value, type))),
            "const" => That(JsonNode.DeepEquals(rule, value)),
            "enum" => That(rule.AsArray().Any(option => JsonNode.DeepEquals(option, value))),
            "required" => That(value is not JsonObject fields || rule.AsArray().All(name => fields.ContainsKey((string)name!))),
            "additionalProperties" when !(bool)rule => That(value is not JsonObject fields || fields.All(field => schema["properties"]!.AsObject().ContainsKey(field.Key))),
            "properties" => value is JsonObject fields
                ? fields.Where(field => rule[field.Key] is not null).SelectMany(field => Errors(rule[field.Key]!, field.Value, $"{path}.{field.Key}"))
                : [],
            "items" => value is JsonArray items ? items.SelectMany((item, index) => Errors(rule, item, $"{path}[{index}]")) : [],
            "minimum" => That(kind != JsonValueKind.Number || value!.GetValue<double>() >= (double)rule),
            "minLength" => That(text is null || text.EnumerateRunes().Count() >= (int)rule),
            "pattern" => That(text is null || Regex.IsMatch(text, (string)rule!, RegexOptions.ECMAScript | RegexOptions.CultureInvariant)),
            "format" => That(text is null || IsOfFormat(text, (string)rule!)),
            _ => throw new NotSupportedException($"{path}: keyword {keyword}"),
        };

        IEnumerable<string> That(bool holds) => holds ? [] : [$"{path}: {keyword}"];
    }

    private JsonNode Definition(string reference) => root["$defs"]![reference["#/$defs/".Length..]]!;

    private static bool IsOfType(JsonNode? value, string type) => type switch
    {
        "integer" => value?.GetValueKind() == JsonValueKind.Number && double.IsInteger(value.GetValue<double>()),
        "boolean" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        "null" => value is null,
        _ => string.Equals(value?.GetValueKind().ToString(), type, StringComparison.OrdinalIgnoreCase),
    };

    private static bool IsOfFormat(string text, string format) => format switch
    {
        "date-time" => Regex.IsMatch(text, @"\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(\.[0-9]+)?(Z|[+-][0-9:]{5})\z")
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _),
        "uri" => Uri.TryCreate(text, UriKind.Absolute, out _),
        _ => throw new NotSupportedException($"format {format}"),
    };
}
