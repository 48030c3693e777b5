using System.Text.Json.Serialization;

namespace ClusterProbe.Core.Readiness;

/// <summary>Reads and writes the status of both custom resources.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ClusterReadinessStatus))]
[JsonSerializable(typeof(NodeReadinessStatus))]
public sealed partial class ReadinessContext : JsonSerializerContext;
