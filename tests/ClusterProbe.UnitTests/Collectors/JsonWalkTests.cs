using System.Text;
using System.Text.Json;
using ClusterProbe.Kubernetes.Collectors.Capacity;

namespace ClusterProbe.UnitTests.Collectors;

internal sealed class JsonWalkTests
{
    [TestCase("[]")]
    [TestCase("""[{"fieldsV1":{"f:metadata":{"f:labels":{".":{}}}}}, {"x":"]}\"" }]""")]
    [TestCase("""{"a":[{}]}""")]
    [TestCase("\"text ]}\"")]
    [TestCase("null")]
    public void SkipLargeValue_AnyValue_GoesOnBehindIt(string value)
    {
        Assert.Multiple(() =>
        {
            Assert.That(Names($$"""{"first":1,"large":{{value}},"large": {{value}} , "last":{"b":2} }"""), Is.EqualTo("first large large last end"));
            Assert.That(Names($$"""{"large" : {{value}}}"""), Is.EqualTo("large end"));
        });
    }

    [TestCase("""{"large":[1""")]
    [TestCase("""{"large":{"a":[}""")]
    [TestCase("""{"large":[] "last":1}""")]
    [TestCase("""{"large":[],}""")]
    public void SkipLargeValue_BrokenJson_Throws(string json) => Assert.That(() => Names(json), Throws.InstanceOf<JsonException>());

    private static string Names(string text)
    {
        var json = Encoding.UTF8.GetBytes(text);
        var passed = 0;
        var reader = new Utf8JsonReader(json);
        var names = new List<string>();
        reader.EnterObject();
        while (reader.NextProperty())
        {
            names.Add(reader.GetString()!);
            if (reader.ValueTextEquals("large"u8)) reader.SkipLargeValue(json, ref passed);
            else reader.SkipValue();
        }

        if (reader.TokenType == JsonTokenType.EndObject && !reader.Read()) names.Add("end");
        return string.Join(' ', names);
    }
}
