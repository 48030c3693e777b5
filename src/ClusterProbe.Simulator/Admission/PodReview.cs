using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterProbe.Simulator.Api;
using ClusterProbe.Simulator.Http;
using ClusterProbe.Simulator.Manifests;

namespace ClusterProbe.Simulator.Admission;

/// <summary>A pod on its way through admission.</summary>
/// <param name="Request">The request that creates it.</param>
/// <param name="Resource">The resource <c>pods</c>.</param>
/// <param name="Namespace">The namespace that it goes to.</param>
/// <param name="Pod">The pod; admission changes it.</param>
internal sealed record PodReview(ApiRequest Request, ApiResource Resource, JsonObject Namespace, JsonObject Pod)
{
    /// <summary>The texts for <c>Warning</c> headers.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>The pod's name; while it has none, what it will begin with.</summary>
    public string Name => Pod.Text("metadata", "name") is { Length: > 0 } name ? name : Pod.Text("metadata", "generateName");

    /// <summary>The pod's spec.</summary>
    public JsonObject Spec => Pod.ObjectIn("spec");

    /// <summary>Init containers and containers.</summary>
    public IEnumerable<JsonObject> Containers => Spec.Items("initContainers").Concat(Spec.Items("containers"));

    /// <summary>The pod as it is now, for rules that read elements.</summary>
    public JsonElement PodElement()
    {
        using var document = JsonDocument.Parse(Pod.ToJsonString());
        return document.RootElement.Clone();
    }

    /// <summary>A refusal by an admission plug-in.</summary>
    public Answer Forbidden(string message) => StatusError.Forbidden(Resource, Name, message);
}
