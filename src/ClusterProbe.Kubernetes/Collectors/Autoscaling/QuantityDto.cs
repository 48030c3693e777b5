using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClusterProbe.Kubernetes.Collectors.Autoscaling;

/// <summary>A quantity in a custom resource, which the API server keeps as it was written: a string or a number.</summary>
[JsonConverter(typeof(Converter))]
internal sealed record QuantityDto(string Text)
{
    internal sealed class Converter : JsonConverter<QuantityDto>
    {
        public override QuantityDto Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
            => new(reader.TokenType switch
            {
                JsonTokenType.String => reader.GetString()!,
                JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
                _ => throw new JsonException("a quantity is a string or a number"),
            });

        public override void Write(Utf8JsonWriter writer, QuantityDto value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
    }
}
