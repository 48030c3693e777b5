using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterProbe.Simulator.Admission;
using ClusterProbe.Simulator.Api;
using ClusterProbe.Simulator.Http;
using ClusterProbe.Simulator.Lists;
using ClusterProbe.Simulator.Manifests;
using ClusterProbe.Simulator.Reviews;
using Microsoft.AspNetCore.Http;

namespace ClusterProbe.Simulator;

/// <summary>Takes a request through what an API server does with it: authenticate, find the resource, authorize, answer.</summary>
internal sealed class SimulatedApi
{
    private readonly Scenario _scenario;
    private readonly ObjectStore _store;
    private readonly Discovery _discovery;
    private readonly RoleBasedAccess _access;
    private readonly ReviewHandler _reviews;
    private readonly PodAdmission _admission;

    public SimulatedApi(Scenario scenario, TimeProvider time)
    {
        _scenario = scenario;
        _store = new ObjectStore(scenario.Catalog, ManifestReader.Read(EmbeddedText.Read("api/bootstrap")).Concat(scenario.Objects), time.GetUtcNow());
        _discovery = new Discovery(scenario.Catalog, scenario.UnavailableGroups, int.Parse(scenario.ServerVersion.Split('.')[1], CultureInfo.InvariantCulture));
        _access = new RoleBasedAccess(_store, scenario.Catalog, scenario.AuthorizerDenials);
        _reviews = new ReviewHandler(_access);
        _admission = new PodAdmission(_store, scenario.Catalog, scenario.Script, time);
        Lists = new ListHandler(_store, scenario.Generated);
    }

    /// <summary>The lists.</summary>
    public ListHandler Lists { get; }

    /// <summary>Answers one request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        var answer = await AnswerAsync(context.Request).ConfigureAwait(false);
        await answer.SendAsync(context.Response).ConfigureAwait(false);
    }

    private async Task<Answer> AnswerAsync(HttpRequest request) => request.Path.Value switch
    {
        "/version" => Answer.Json(Version()),
        "/livez" or "/readyz" or "/healthz" => Answer.Text(200, "ok"),
        "/api" or "/apis" => _discovery.Groups(request.Path.Value == "/api", request.Headers.Accept.ToString()),
        _ when ApiRequest.Parse(request, CallerOf(request)) is { } parsed => await AnswerAsync(parsed, request).ConfigureAwait(false),
        _ => StatusError.UnknownPath,
    };

    private async Task<Answer> AnswerAsync(ApiRequest request, HttpRequest http)
    {
        if (_scenario.UnavailableGroups.Contains($"{request.Group}/{request.Version}")) return Answer.Text(503, "service unavailable\n");
        if (request.Resource.Length == 0) return _discovery.Resources(request.Group, request.Version);
        if (_scenario.Catalog.ByPlural(request.Group, request.Resource) is not { } resource || !resource.Versions.Contains(request.Version))
        {
            return _scenario.Catalog.All.Any(served => served.Group == request.Group && !served.Custom) ? StatusError.UnknownResource : StatusError.UnknownPath;
        }

        var question = new AccessQuestion(request.Caller, request.Verb, request.Group, request.Resource, request.Subresource, request.Namespace, request.Name);
        var decision = _access.Decide(question);
        if (!decision.Allowed) return StatusError.Forbidden(resource, request.Name, question.Refusal(decision.Reason));
        return request.Verb switch
        {
            _ when request.Subresource.Length > 0 => StatusError.UnknownResource,
            "list" when !resource.IsReview => Lists.Handle(request, resource),
            "get" when !resource.IsReview => Get(request, resource),
            "create" => await CreateAsync(request, resource, http).ConfigureAwait(false),
            _ => StatusError.ReadOnly(request.Verb),
        };
    }

    private Answer Get(ApiRequest request, ApiResource resource)
    {
        if (_store.Get(resource, request.Namespace, request.Name)?.DeepClone() is not { } found) return StatusError.NotFound(resource, request.Name);
        found["apiVersion"] = resource.ApiVersion(request.Version);
        return Answer.Json(found);
    }

    private async Task<Answer> CreateAsync(ApiRequest request, ApiResource resource, HttpRequest http)
    {
        var isPod = resource is { Group: "", Plural: "pods" };
        if (!resource.IsReview && !(isPod && request.Query["dryRun"] == "All")) return StatusError.ReadOnly(request.Verb);
        JsonNode? body;
        try
        {
            body = await JsonNode.ParseAsync(http.Body, cancellationToken: http.HttpContext.RequestAborted).ConfigureAwait(false);
        }
        catch (JsonException exception)
        {
            return StatusError.BadRequest($"the object provided is unrecognized (must be of type {resource.Kind}): couldn't get version/kind; json parse error: {exception.Message}");
        }

        if (Decoding.Check(request, resource, body) is { } refusal) return refusal;
        return isPod ? _admission.Create(request, resource, body!.AsObject()) : _reviews.Handle(request, resource, body!.AsObject());
    }

    /// <summary>Impersonation as the API server takes it; without it, the scenario's user.</summary>
    private Caller CallerOf(HttpRequest request)
        => request.Headers["Impersonate-User"].ToString() is { Length: > 0 } user
            ? new Caller(user, [.. request.Headers["Impersonate-Group"].OfType<string>()])
            : _scenario.Caller;

    private JsonObject Version()
    {
        var parts = _scenario.ServerVersion.TrimStart('v').Split('.', 3);
        return new JsonObject { ["major"] = parts[0], ["minor"] = parts[1], ["gitVersion"] = _scenario.ServerVersion, ["platform"] = "linux/amd64" };
    }
}
