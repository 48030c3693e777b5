using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace ClusterProbe.UnitTests.Reporting;

/// <summary>Holds JSON against a published schema, formats included.</summary>
internal sealed class SchemaValidator(string schema)
{
    private static readonly EvaluationOptions Options = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };

    private readonly JsonSchema _schema = JsonSchema.FromText(schema);

    /// <summary>What is wrong, as place and reason; nothing when the value conforms.</summary>
    public IEnumerable<string> Errors(JsonNode? value)
    {
        var result = _schema.Evaluate(JsonSerializer.SerializeToElement(value), Options);
        return result.IsValid ? [] : (result.Details ?? []).SelectMany(detail => (detail.Errors ?? []).Select(error => $"{detail.InstanceLocation}: {error.Value}")).DefaultIfEmpty("invalid");
    }
}
