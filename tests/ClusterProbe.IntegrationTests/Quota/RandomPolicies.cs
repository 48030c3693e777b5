using System.Text.Json.Nodes;

namespace ClusterProbe.IntegrationTests.Quota;

/// <summary>Makes limit ranges and quotas. Not all of them are valid; the API server says which.</summary>
internal sealed class RandomPolicies(int seed)
{
    private static readonly string[] Cpu = ["10m", "50m", "100m", "250m", "400m", "500m", "1", "2", "4"];
    private static readonly string[] Memory = ["10Mi", "64Mi", "128M", "256Mi", "500Mi", "1G", "1Gi", "2Gi"];
    private static readonly string[] Ratios = ["1", "1.5", "2", "4", "10", "16.1", "40", "100"];

    private static readonly (string Resource, string[] Amounts)[] QuotaResources =
    [
        ("cpu", ["1", "4", "20"]), ("requests.cpu", ["500m", "5", "16"]), ("limits.cpu", ["2500m", "8", "20"]),
        ("memory", ["512Mi", "4G", "9Gi"]), ("requests.memory", ["100Mi", "5Gi", "1T"]), ("limits.memory", ["600M", "7Gi", "20Gi"]),
        ("pods", ["0", "2", "9"]), ("count/pods", ["1", "2", "50"]),
        ("requests.ephemeral-storage", ["1Gi", "6G", "50Gi"]), ("limits.ephemeral-storage", ["1Gi", "9Gi", "50Gi"]),
        ("requests.example.com/gpu", ["0", "1", "4"]), ("count/secrets", ["0", "5"]), ("services", ["0"]),
    ];

    private static readonly string[] Scopes =
    [
        "scopes: [Terminating]", "scopes: [NotTerminating]", "scopes: [BestEffort]", "scopes: [NotBestEffort]",
        "scopes: [Terminating, NotBestEffort]", "scopes: [PriorityClass]", "scopes: [CrossNamespacePodAffinity]",
        $"scopeSelector: {{matchExpressions: [{{scopeName: PriorityClass, operator: In, values: [{RandomPods.PriorityClass}, x]}}]}}",
        $"scopeSelector: {{matchExpressions: [{{scopeName: PriorityClass, operator: NotIn, values: [{RandomPods.PriorityClass}]}}]}}",
        "scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: DoesNotExist}]}",
        "scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: Exists}, {scopeName: Terminating, operator: Exists}]}",
    ];

    private readonly Random _random = new(seed);

    public JsonObject NextLimitRange(string name) => Admission.YamlJson.Read(
        $"{{metadata: {{name: {name}}}, spec: {{limits: [{string.Join(", ", Enumerable.Range(0, _random.Next(1, 3)).Select(_ => Limit()))}]}}}}");

    public JsonObject NextQuota(string name)
    {
        var hard = QuotaResources.Where(_ => _random.Next(5) == 0).Select(resource => $"{resource.Resource}: \"{Pick(resource.Amounts)}\"").DefaultIfEmpty("pods: \"1\"");
        var scopes = _random.Next(2) == 0 ? $", {Pick(Scopes)}" : "";
        return Admission.YamlJson.Read($"{{metadata: {{name: {name}}}, spec: {{hard: {{{string.Join(", ", hard)}}}{scopes}}}}}");
    }

    private string Limit()
    {
        var forContainers = _random.Next(3) > 0;
        List<string> parts = [forContainers ? "type: Container" : "type: Pod"];
        var (cpu, memory) = (Ascending(Cpu), Ascending(Memory));
        Add("min", 0, _random.Next(2));
        Add("max", 3, _random.Next(2));
        if (forContainers) Add("defaultRequest", 1, _random.Next(2));
        if (forContainers) Add("default", 2, _random.Next(2));
        if (_random.Next(3) == 0) parts.Add($"maxLimitRequestRatio: {{{(_random.Next(2) == 0 ? "cpu" : "memory")}: \"{Pick(Ratios)}\"}}");
        return $"{{{string.Join(", ", parts)}}}";

        void Add(string constraint, int rank, int use)
        {
            if (use == 0) return;
            var values = new[] { $"cpu: \"{cpu[rank]}\"", $"memory: \"{memory[rank]}\"" };
            parts.Add($"{constraint}: {{{string.Join(", ", _random.Next(3) switch { 0 => values[..1], 1 => values[1..], _ => values })}}}");
        }
    }

    private string[] Ascending(string[] values)
        => [.. Enumerable.Range(0, 4).Select(_ => _random.Next(values.Length)).Order().Select(index => values[index])];

    private string Pick(string[] values) => values[_random.Next(values.Length)];
}
