using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace ClusterProbe.IntegrationTests;

/// <summary>Makes the objects that most tests need, as the administrator.</summary>
internal static class ControlPlaneObjects
{
    extension(ControlPlane controlPlane)
    {
        /// <summary>Creates an object, given as JSON, and returns it as the server has stored it. Fails the test when the server refuses.</summary>
        /// <param name="path">The collection, such as <c>/api/v1/nodes</c>.</param>
        public Task<JsonNode> CreateAsync(string path, JsonNode body, CancellationToken cancellationToken = default)
            => controlPlane.SendAsync(HttpMethod.Post, path, body, "application/json", cancellationToken);

        /// <summary>Changes an object by a merge patch.</summary>
        public Task<JsonNode> PatchAsync(string path, JsonNode patch, CancellationToken cancellationToken = default)
            => controlPlane.SendAsync(HttpMethod.Patch, path, patch, "application/merge-patch+json", cancellationToken);

        /// <summary>Deletes an object.</summary>
        public Task DeleteAsync(string path, CancellationToken cancellationToken = default)
            => controlPlane.SendAsync(HttpMethod.Delete, path, null, "application/json", cancellationToken);

        /// <summary>Creates a namespace with a unique name and its default ServiceAccount, which otherwise only the controllers make.</summary>
        public async Task<string> CreateNamespaceAsync(
            string prefix = "test", IReadOnlyDictionary<string, string>? labels = null, CancellationToken cancellationToken = default)
        {
            var name = $"{prefix}-{Guid.NewGuid():N}"[..Math.Min(63, prefix.Length + 13)];
            await controlPlane.CreateAsync("/api/v1/namespaces", Named(name, labels), cancellationToken);
            await controlPlane.CreateServiceAccountAsync(name, "default", cancellationToken);
            return name;
        }

        /// <summary>Creates a ServiceAccount, unless a controller was faster.</summary>
        public async Task CreateServiceAccountAsync(string @namespace, string name, CancellationToken cancellationToken = default)
        {
            using var response = await controlPlane.Admin.PostAsJsonAsync($"api/v1/namespaces/{@namespace}/serviceaccounts", Named(name), cancellationToken);
            if (response.StatusCode != HttpStatusCode.Conflict) await EnsureSuccessAsync(response, cancellationToken);
        }

        /// <summary>A token of a ServiceAccount (TokenRequest).</summary>
        public async Task<string> CreateServiceAccountTokenAsync(string @namespace, string name, CancellationToken cancellationToken = default)
        {
            var answer = await controlPlane.CreateAsync($"/api/v1/namespaces/{@namespace}/serviceaccounts/{name}/token", new JsonObject(), cancellationToken);
            return answer["status"]!["token"]!.GetValue<string>();
        }

        /// <summary>Creates a node that is ready, and has no kubelet behind it.</summary>
        /// <param name="node">A Node with name, labels and taints, and in its status at least <c>allocatable</c>.</param>
        public async Task CreateNodeAsync(JsonObject node, CancellationToken cancellationToken = default)
        {
            var path = $"/api/v1/nodes/{node["metadata"]!["name"]}";
            var status = (node["status"]?.DeepClone() as JsonObject) ?? [];
            status["capacity"] ??= status["allocatable"]?.DeepClone();
            status["conditions"] ??= new JsonArray(new JsonObject { ["type"] = "Ready", ["status"] = "True", ["reason"] = "KubeletReady" });
            await controlPlane.CreateAsync("/api/v1/nodes", node, cancellationToken);
            await controlPlane.PatchAsync($"{path}/status", new JsonObject { ["status"] = status }, cancellationToken);

            // Admission gives every new node the taint not-ready, which only the node lifecycle controller takes away.
            await controlPlane.PatchAsync(path, new JsonObject { ["spec"] = new JsonObject { ["taints"] = node["spec"]?["taints"]?.DeepClone() } }, cancellationToken);
        }

        private async Task<JsonNode> SendAsync(HttpMethod method, string path, JsonNode? body, string contentType, CancellationToken cancellationToken)
        {
            using var request = new HttpRequestMessage(method, new Uri(path.TrimStart('/'), UriKind.Relative));
            if (body is not null) request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue(contentType));
            using var response = await controlPlane.Admin.SendAsync(request, cancellationToken);
            await EnsureSuccessAsync(response, cancellationToken);
            return (await JsonNode.ParseAsync(await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken: cancellationToken))!;
        }
    }

    private static JsonObject Named(string name, IReadOnlyDictionary<string, string>? labels = null) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["name"] = name,
            ["labels"] = new JsonObject((labels ?? new Dictionary<string, string>()).Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value))),
        },
    };

    private static async Task EnsureSuccessAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode) Assert.Fail(await response.Content.ReadAsStringAsync(cancellationToken));
    }
}
