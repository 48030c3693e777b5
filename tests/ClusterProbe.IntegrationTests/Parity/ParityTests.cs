using System.Net.Http.Json;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Core.Profiles.Parsing;
using ClusterProbe.Kubernetes;
using ClusterProbe.Kubernetes.Client;
using ClusterProbe.Kubernetes.Configuration;
using ClusterProbe.Simulator;

namespace ClusterProbe.IntegrationTests.Parity;

/// <summary>The simulator tells what a real API server tells: each scenario gives the same findings on both.</summary>
[Category("ControlPlane")]
internal sealed partial class ParityTests
{
    private const int Attempts = 5;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly string[] Definitions = ["istio", "karpenter", "gatekeeper"];
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Not those of platforms with admission plug-ins and authorizers of their own, which upstream's API server does not have.</summary>
    private static IEnumerable<string> Scenarios => Scenario.All
        .Where(scenario => scenario.AuthorizerDenials.IsEmpty && scenario.Script.Rules.All(rule => rule.Webhook.Length > 0) && !scenario.Products.Except(Definitions).Any())
        .Select(scenario => scenario.Name);

    [TestCaseSource(nameof(Scenarios))]
    [CancelAfter(180_000)]
    public async Task Findings_OnTheSimulatorAndOnARealApiServer_AreTheSame(string name, CancellationToken cancellationToken)
    {
        Assert.That(Scenario.TryGet(name, out var scenario), Is.True);
        await using var controlPlane = await ControlPlane.StartAsync(new ControlPlaneOptions(), cancellationToken);
        await using var webhooks = await ScriptedWebhooks.StartAsync(controlPlane, scenario!);
        var version = (await controlPlane.Admin.GetFromJsonAsync<JsonNode>("version", cancellationToken))!["gitVersion"]!.GetValue<string>();
        var shared = webhooks.Redirect(scenario!, controlPlane) with { ServerVersion = version };
        await new ScenarioOnControlPlane(controlPlane, shared).ApplyAsync(cancellationToken);
        await using var simulator = await SimulatedApiServer.StartAsync(shared, TimeProvider.System, cancellationToken: cancellationToken);
        var simulated = await FindingsAsync(new ClusterConnection { Name = "parity", Server = simulator.Uri }, shared, cancellationToken);

        // The API server learns of roles and webhooks through watches, a moment after they were created.
        string[] real = [];
        for (var attempt = 0; attempt < Attempts && !real.SequenceEqual(simulated); attempt++)
        {
            real = await FindingsAsync(controlPlane.WithUser("sre@example.com", "sre"), shared, cancellationToken);
        }

        Assert.That(real, Is.EqualTo(simulated));
    }

    private static async Task<string[]> FindingsAsync(ClusterConnection connection, Scenario scenario, CancellationToken cancellationToken)
    {
        using var http = ApiHttp.Create(connection);
        var profile = ProfileOf(scenario);
        var facts = await new FactCollection(TimeProvider.System).CollectAsync(
            new ApiClient(http, TimeProvider.System), profile, CheckRegistry.All.SelectMany(check => check.Needs), "parity", Deadline, progress: null, cancellationToken);
        return [.. CheckEngine.Evaluate(CheckRegistry.All, new CheckContext(facts, profile, facts.CollectedAt)).Findings
            .Select(finding => GeneratedName.Replace(JsonSerializer.Serialize(finding, Readable), "$1*"))];
    }

    private static Profile ProfileOf(Scenario scenario)
    {
        var parsed = ProfileParser.Parse(scenario.Name, scenario.Profile, [.. CheckRegistry.All.Select(check => check.Code)]);
        Assert.That(parsed.Errors, Is.Empty);
        return parsed.Profile!;
    }

    /// <summary>The end of a name that a server makes up.</summary>
    [GeneratedRegex(@"(clusterprobe-)[a-z0-9]{5}\b")]
    private static partial Regex GeneratedName { get; }
}
