using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ClusterProbe.IntegrationTests;

/// <summary>Answers an <c>AdmissionReview</c>'s request: with its response, or with null to close the connection without an answer.</summary>
/// <param name="request">The field <c>request</c>.</param>
/// <param name="cancellationToken">Ends when the API server no longer waits: a delay can last that long.</param>
internal delegate Task<JsonObject?> AdmissionHandler(JsonNode request, CancellationToken cancellationToken);

/// <summary>An admission webhook that runs in the test.</summary>
internal sealed class WebhookHost : IAsyncDisposable
{
    private readonly WebApplication _application;

    private WebhookHost(WebApplication application) => _application = application;

    /// <summary>Its address.</summary>
    public Uri Address => new(_application.Urls.Single());

    /// <summary>Starts it, with a certificate of this authority.</summary>
    public static async Task<WebhookHost> StartAsync(CertificateAuthority authority, AdmissionHandler handler)
        => new(await LoopbackHost.StartAsync(context => AnswerAsync(context, handler), authority.IssueServing("127.0.0.1")));

    /// <summary>The response that admits.</summary>
    public static JsonObject Allow() => new() { ["allowed"] = true };

    /// <summary>The response that refuses, with a message for the user.</summary>
    public static JsonObject Deny(string message) => new() { ["allowed"] = false, ["status"] = new JsonObject { ["message"] = message, ["code"] = 403 } };

    /// <summary>The response that admits and changes the object.</summary>
    /// <param name="patch">A JSON patch.</param>
    public static JsonObject Mutate(JsonArray patch) => new()
    {
        ["allowed"] = true,
        ["patchType"] = "JSONPatch",
        ["patch"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(patch.ToJsonString())),
    };

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    private static async Task AnswerAsync(HttpContext context, AdmissionHandler handler)
    {
        var request = (await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted))!["request"]!;
        if (await handler(request, context.RequestAborted) is not { } response)
        {
            context.Abort();
            return;
        }

        response["uid"] = request["uid"]!.GetValue<string>();
        var review = new JsonObject { ["apiVersion"] = "admission.k8s.io/v1", ["kind"] = "AdmissionReview", ["response"] = response };
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(review.ToJsonString(), context.RequestAborted);
    }
}
