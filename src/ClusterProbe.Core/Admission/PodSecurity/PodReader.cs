using System.Collections.Immutable;
using System.Text.Json;

namespace ClusterProbe.Core.Admission.PodSecurity;

/// <summary>A pod as the rules look at it. What is missing, null or of another type reads as not set.</summary>
internal sealed class PodReader(JsonElement pod)
{
    private readonly JsonElement? _spec = pod.Child("spec");

    /// <summary>The pod's annotations.</summary>
    public ImmutableArray<(string Key, string Value)> Annotations { get; } =
    [
        .. pod.Child("metadata").Child("annotations") is { ValueKind: JsonValueKind.Object } annotations
            ? annotations.EnumerateObject()
                .Where(annotation => annotation.Value.ValueKind == JsonValueKind.String)
                .Select(annotation => (annotation.Name, annotation.Value.GetString()!))
            : [],
    ];

    /// <summary>Init containers, containers and ephemeral containers, in that order.</summary>
    public ImmutableArray<ContainerReader> Containers { get; } =
    [
        .. new[] { "initContainers", "containers", "ephemeralContainers" }
            .SelectMany(list => pod.Child("spec").Child(list).Items())
            .Select(container => new ContainerReader(container)),
    ];

    /// <summary>The pod's own security context.</summary>
    public JsonElement? SecurityContext => _spec.Child("securityContext");

    /// <summary>Volumes.</summary>
    public IEnumerable<JsonElement> Volumes => _spec.Child("volumes").Items();

    /// <summary>Whether the pod says that it is one for Windows; a node selector does not count.</summary>
    public bool IsWindows => _spec.Child("os").Text("name") == "windows";

    /// <summary>Whether the pod runs in a user namespace of its own.</summary>
    public bool HasUserNamespace => _spec.Flag("hostUsers") == false;

    /// <summary>A boolean of the spec, false when not set.</summary>
    /// <param name="field">The field.</param>
    public bool Has(string field) => _spec.Flag(field) == true;
}

/// <summary>A container as the rules look at it.</summary>
internal sealed class ContainerReader(JsonElement container)
{
    /// <summary>Its name.</summary>
    public string Name => container.Text("name") ?? "";

    /// <summary>The container.</summary>
    public JsonElement Json => container;

    /// <summary>Its security context.</summary>
    public JsonElement? SecurityContext => container.Child("securityContext");
}
