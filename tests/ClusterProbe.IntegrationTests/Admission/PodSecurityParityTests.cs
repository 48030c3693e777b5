using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterProbe.Core.Admission.PodSecurity;

namespace ClusterProbe.IntegrationTests.Admission;

/// <summary>The Pod Security evaluator gives the API server's verdict, in the API server's words.</summary>
[Category("ControlPlane")]
internal sealed class PodSecurityParityTests
{
    private const int Mixes = 60;

    private static readonly string[] Versions = ["latest", "v1.0", "v1.7", "v1.18", "v1.21", "v1.23", "v1.24", "v1.26", "v1.28", "v1.30", "v1.31", "v1.33", "v1.34", "v1.36", "v1.37"];

    [Test]
    public async Task Evaluate_EveryPod_AgreesWithTheServer(
        [Values(PodSecurityLevel.Baseline, PodSecurityLevel.Restricted)] PodSecurityLevel level,
        [ValueSource(nameof(Versions))] string version)
    {
        var controlPlane = await ControlPlane.Shared;
        var @namespace = await controlPlane.CreateNamespaceAsync("pod-security", new Dictionary<string, string>
        {
            ["pod-security.kubernetes.io/enforce"] = level.ToString().ToLowerInvariant(),
            ["pod-security.kubernetes.io/enforce-version"] = version,
        });
        var judged = 0;
        var differences = new List<string>();
        foreach (var (name, pod) in PodSecurityPods.All(Mixes))
        {
            if (await AskAsync(controlPlane, @namespace, pod) is not { } expected) continue;
            using var document = JsonDocument.Parse(pod.ToJsonString());
            var result = PodSecurityEvaluator.Evaluate(level, PodSecurityVersion.Parse(version), document.RootElement);
            var actual = result.Allowed ? "" : result.DenialMessage;
            judged++;
            if (actual != expected) differences.Add($"{name}\n  server:    {expected}\n  evaluator: {actual}");
        }

        Assert.Multiple(() =>
        {
            Assert.That(differences, Is.Empty);
            Assert.That(judged, Is.GreaterThan(200), "most pods of the table are valid");
        });
    }

    /// <summary>The denial, empty for an admitted pod; null for one that is not valid and therefore was not judged.</summary>
    private static async Task<string?> AskAsync(ControlPlane controlPlane, string @namespace, JsonObject pod)
    {
        using var body = new StringContent(pod.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await controlPlane.Admin.PostAsync(new Uri($"api/v1/namespaces/{@namespace}/pods?dryRun=All", UriKind.Relative), body);
        if (response.StatusCode == HttpStatusCode.Created) return "";
        if (response.StatusCode != HttpStatusCode.Forbidden) return null;
        var message = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["message"]!.GetValue<string>();
        return message[message.IndexOf("violates PodSecurity", StringComparison.Ordinal)..];
    }
}
