using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace ClusterProbe.IntegrationTests;

/// <summary>Registers a webhook for the pods of one namespace, so that tests beside this one don't meet it.</summary>
internal sealed class WebhookRegistration : IAsyncDisposable
{
    private readonly ControlPlane _controlPlane;
    private readonly string _path;

    private WebhookRegistration(ControlPlane controlPlane, string path) => (_controlPlane, _path) = (controlPlane, path);

    /// <summary>Registers it, and returns when the API server calls it.</summary>
    /// <param name="mutating">Whether it may change pods.</param>
    /// <param name="details">Fields of the webhook that differ from the usual (<c>failurePolicy</c>, <c>timeoutSeconds</c>, <c>sideEffects</c> …).</param>
    public static async Task<WebhookRegistration> CreateAsync(
        ControlPlane controlPlane, Uri address, string @namespace, bool mutating = false, JsonObject? details = null, CancellationToken cancellationToken = default)
    {
        var kind = mutating ? "mutatingwebhookconfigurations" : "validatingwebhookconfigurations";
        var name = $"{@namespace}.webhook.test";
        var webhook = Webhook(name, address, "pods", @namespace, controlPlane.Authority.Pem);
        foreach (var (field, value) in details ?? []) webhook[field] = value?.DeepClone();

        // A neighbour that can't be reached shows when the API server has taken note of the configuration, whatever the webhook itself does.
        var sentinel = Webhook($"sentinel.{name}", new Uri("https://127.0.0.1:1/"), "configmaps", @namespace, controlPlane.Authority.Pem);
        var path = $"/apis/admissionregistration.k8s.io/v1/{kind}";
        await controlPlane.CreateAsync(path, new JsonObject { ["metadata"] = new JsonObject { ["name"] = name }, ["webhooks"] = new JsonArray(webhook, sentinel) }, cancellationToken);
        await Eventually.IsTrueAsync(() => IsRefusedAsync(controlPlane, @namespace, cancellationToken), $"the API server calls {name}", cancellationToken);
        return new WebhookRegistration(controlPlane, $"{path}/{name}");
    }

    public async ValueTask DisposeAsync() => await _controlPlane.DeleteAsync(_path);

    private static JsonObject Webhook(string name, Uri address, string resource, string @namespace, string authority) => new()
    {
        ["name"] = name,
        ["admissionReviewVersions"] = new JsonArray("v1"),
        ["sideEffects"] = "None",
        ["clientConfig"] = new JsonObject
        {
            ["url"] = address.AbsoluteUri,
            ["caBundle"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(authority)),
        },
        ["namespaceSelector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["kubernetes.io/metadata.name"] = @namespace } },
        ["rules"] = new JsonArray(new JsonObject
        {
            ["apiGroups"] = new JsonArray(""),
            ["apiVersions"] = new JsonArray("v1"),
            ["operations"] = new JsonArray("CREATE"),
            ["resources"] = new JsonArray(resource),
        }),
    };

    private static async Task<bool> IsRefusedAsync(ControlPlane controlPlane, string @namespace, CancellationToken cancellationToken)
    {
        using var response = await controlPlane.Admin.PostAsJsonAsync(
            $"api/v1/namespaces/{@namespace}/configmaps?dryRun=All", new { metadata = new { name = "sentinel" } }, cancellationToken);
        return !response.IsSuccessStatusCode;
    }
}
