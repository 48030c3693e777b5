using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Core.Quota;
using ClusterProbe.Kubernetes;

namespace ClusterProbe.IntegrationTests.Quota;

/// <summary>Pods and policies at random: the verdict and its words are the real API server's.</summary>
[Category("ControlPlane")]
internal sealed class QuotaParityTests
{
    private const int Policies = 30;
    private const int PodsPerPolicy = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private const string Prefix = "pods \"parity\" is forbidden: ";

    [TestCase(1)]
    [TestCase(2)]
    public async Task LimitRanges_DecideAsEvaluated(int seed)
    {
        var controlPlane = await ControlPlane.SharedWithControllers;
        await EnsurePriorityClassAsync(controlPlane);
        var random = new RandomPolicies(seed);
        var namespaces = new List<string>();
        for (var i = 0; i < Policies; i++)
        {
            var @namespace = await controlPlane.CreateNamespaceAsync("limits");
            await CreateValidAsync(controlPlane, $"/api/v1/namespaces/{@namespace}/limitranges", () => random.NextLimitRange("first"));
            if (i % 3 == 0) await CreateValidAsync(controlPlane, $"/api/v1/namespaces/{@namespace}/limitranges", () => random.NextLimitRange("second"));
            namespaces.Add(@namespace);
        }

        await AssertParityAsync(controlPlane, namespaces, new RandomPods(seed));
    }

    [TestCase(11)]
    [TestCase(12)]
    public async Task Quotas_DecideAsEvaluated(int seed)
    {
        var controlPlane = await ControlPlane.SharedWithControllers;
        await EnsurePriorityClassAsync(controlPlane);
        var (policies, pods) = (new RandomPolicies(seed), new RandomPods(seed));
        var namespaces = new List<string>();
        for (var i = 0; i < Policies; i++)
        {
            var @namespace = await controlPlane.CreateNamespaceAsync("quotas");
            await CreateValidAsync(controlPlane, $"/api/v1/namespaces/{@namespace}/pods", () => Named(pods.Next(), "in-use"));
            for (var quota = 0; quota <= i % 3; quota++)
            {
                await CreateValidAsync(controlPlane, $"/api/v1/namespaces/{@namespace}/resourcequotas", () => policies.NextQuota($"quota-{quota}"));
            }

            if (i % 4 == 0) await CreateValidAsync(controlPlane, $"/api/v1/namespaces/{@namespace}/limitranges", () => policies.NextLimitRange("limits"));
            namespaces.Add(@namespace);
        }

        await Eventually.IsTrueAsync(
            async () => (await CollectAsync(controlPlane, namespaces)).All(facts => Known(facts.Quotas).Items.All(quota => quota.Hard.Keys.All(quota.Used.ContainsKey))),
            "all quotas are counted");
        await AssertParityAsync(controlPlane, namespaces, pods);
    }

    private static async Task AssertParityAsync(ControlPlane controlPlane, List<string> namespaces, RandomPods random)
    {
        var (compared, denied) = (0, 0);
        foreach (var facts in await CollectAsync(controlPlane, namespaces))
        {
            for (var i = 0; i < PodsPerPolicy; i++)
            {
                var pod = random.Next();
                var expected = Acceptable(pod, facts);
                string? answer = null;

                // The server's caches may be a moment behind what it has stored.
                await Eventually.IsTrueWithinAsync(
                    Patience,
                    async () => (answer = await AskAsync(controlPlane, facts.Name, pod)) is null || expected.Contains(answer),
                    () => $"\"{answer}\" is among \"{string.Join("\", \"", expected)}\" for {RandomPods.ToJson(pod).ToJsonString()}",
                    CancellationToken.None);
                if (answer is not null) compared++;
                if (answer?.Length > 0) denied++;
            }
        }

        Assert.That(compared, Is.GreaterThan(250), "answers that were compared");
        Assert.That(denied, Is.GreaterThan(100), "denials among them");
        await TestContext.Out.WriteLineAsync($"{compared} answers compared, {denied} of them denials");
    }

    /// <summary>The words that the server may deny with, empty when it admits. Among equals it takes the first in no defined order.</summary>
    private static string[] Acceptable(PodResources pod, BuildNamespaceFacts facts)
    {
        var limited = LimitRangeEvaluation.Evaluate(pod, Known(facts.LimitRanges));
        if (!limited.Violations.IsEmpty)
        {
            return [.. limited.Violations.GroupBy(violation => violation.LimitRange).Select(group => Sorted(new LimitRangeResult(limited.Pod, [.. group]).Message!))];
        }

        var results = QuotaEvaluation.Evaluate(limited.Pod, Known(facts.Quotas));
        return QuotaEvaluation.FirstDenial(results) is not { } first
            ? [""]
            : [.. results.Where(result => result.Denies && (result.Outcome == QuotaOutcome.Exceeded) == (first.Outcome == QuotaOutcome.Exceeded)).Select(result => Sorted(result.Message))];
    }

    /// <summary>What the server says: empty when it admits the pod, null when the pod is invalid and no policy is asked.</summary>
    private static async Task<string?> AskAsync(ControlPlane controlPlane, string @namespace, PodResources pod)
    {
        using var response = await controlPlane.Admin.PostAsJsonAsync($"api/v1/namespaces/{@namespace}/pods?dryRun=All", RandomPods.ToJson(pod));
        if (response.StatusCode == HttpStatusCode.UnprocessableEntity) return null;
        if (response.IsSuccessStatusCode) return "";
        var message = (await response.Content.ReadFromJsonAsync<JsonObject>())!["message"]!.GetValue<string>();
        return message.StartsWith(Prefix, StringComparison.Ordinal) ? Sorted(message[Prefix.Length..]) : message;
    }

    /// <summary>The server reads the clauses from hash maps: their order means nothing.</summary>
    private static string Sorted(string message) => string.Join(", ", message.Trim('[', ']').Split(", ").Order(StringComparer.Ordinal));

    private static async Task CreateValidAsync(ControlPlane controlPlane, string path, Func<JsonObject> next)
    {
        for (; ; )
        {
            using var response = await controlPlane.Admin.PostAsJsonAsync(path.TrimStart('/'), next());
            if (response.IsSuccessStatusCode) return;
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity), await response.Content.ReadAsStringAsync());
        }
    }

    private static async Task EnsurePriorityClassAsync(ControlPlane controlPlane)
    {
        using var response = await controlPlane.Admin.PostAsJsonAsync(
            "apis/scheduling.k8s.io/v1/priorityclasses", Admission.YamlJson.Read($"{{metadata: {{name: {RandomPods.PriorityClass}}}, value: 1000}}"));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Created).Or.EqualTo(HttpStatusCode.Conflict));
    }

    private static JsonObject Named(PodResources pod, string name)
    {
        var json = RandomPods.ToJson(pod);
        json["metadata"]!["name"] = name;
        return json;
    }

    private static async Task<IEnumerable<BuildNamespaceFacts>> CollectAsync(ControlPlane controlPlane, List<string> namespaces)
    {
        var facts = await new FactCollection(TimeProvider.System).CollectAsync(
            ControlPlane.CreateApiClient(controlPlane.WithToken(controlPlane.AdminToken)),
            BuiltInProfiles.For(CiSystem.Harness) with { BuildNamespaces = [.. namespaces] },
            [FactKind.BuildNamespaces],
            "test",
            TimeSpan.FromSeconds(60),
            null,
            CancellationToken.None);
        return facts.BuildNamespaces;
    }

    private static T Known<T>(Fact<T> fact)
        where T : class
        => fact.IsKnown(out var value) ? value : throw new AssertionException("not known");
}
