using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ClusterProbe.Simulator;
using ClusterProbe.Simulator.Faults;

namespace ClusterProbe.UnitTests.Simulator;

/// <summary>A simulated server and a plain HTTP client for it.</summary>
internal sealed class SimulatorClient : IAsyncDisposable
{
    private readonly HttpClient _http;

    private SimulatorClient(SimulatedApiServer server)
    {
        Server = server;
        _http = new HttpClient { BaseAddress = server.Uri };
    }

    public SimulatedApiServer Server { get; }

    public static async Task<SimulatorClient> StartAsync(string scenario, params ImmutableArray<Fault> faults)
        => Scenario.TryGet(scenario, out var found)
            ? new(await SimulatedApiServer.StartAsync(found, TimeProvider.System, faults))
            : throw new ArgumentException($"there is no scenario {scenario}", nameof(scenario));

    public static async Task<SimulatorClient> StartAsync(Scenario scenario) => new(await SimulatedApiServer.StartAsync(scenario, TimeProvider.System));

    public Task<HttpResponseMessage> GetAsync(string path, HttpCompletionOption completion, CancellationToken cancellationToken)
        => _http.GetAsync(path, completion, cancellationToken);

    public Task<SimulatorAnswer> GetAsync(string path, string? accept = null, string? asUser = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accept is not null) request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accept));
        if (asUser is not null) request.Headers.Add("Impersonate-User", asUser);
        return SendAsync(request);
    }

    public Task<SimulatorAnswer> SendAsync(HttpMethod method, string path, string body)
        => SendAsync(new HttpRequestMessage(method, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") });

    public Task<SimulatorAnswer> DryRunAsync(string @namespace, string pod)
        => SendAsync(HttpMethod.Post, $"/api/v1/namespaces/{@namespace}/pods?dryRun=All", pod);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Server.DisposeAsync();
    }

    private async Task<SimulatorAnswer> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await _http.SendAsync(request);
            var contentType = response.Content.Headers.NonValidated["Content-Type"].ToString();
            var text = await response.Content.ReadAsStringAsync();
            return new(
                (int)response.StatusCode,
                contentType,
                text,
                text.StartsWith('{') ? JsonNode.Parse(text)!.AsObject() : [],
                response.Headers.TryGetValues("Warning", out var warnings) ? [.. warnings] : [],
                response.Headers.RetryAfter?.Delta);
        }
    }
}

/// <summary>What the server answered.</summary>
internal sealed record SimulatorAnswer(int Code, string ContentType, string Text, JsonObject Json, ImmutableArray<string> Warnings, TimeSpan? RetryAfter)
{
    public string Message => (string?)Json["message"] ?? "";

    public string Reason => (string?)Json["reason"] ?? "";

    public JsonArray Items => Json["items"]!.AsArray();

    public IEnumerable<string> Names => Items.Select(item => (string)item!["metadata"]!["name"]!);
}
