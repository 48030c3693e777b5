using System.Text.Json.Nodes;
using ClusterProbe.Simulator.Api;
using ClusterProbe.Simulator.Http;
using ClusterProbe.Simulator.Manifests;

namespace ClusterProbe.Simulator.Admission;

/// <summary>What the API server refuses before it knows anything but the object's type.</summary>
internal static class Decoding
{
    /// <summary>The refusal; null when the body is an object of the kind that belongs there.</summary>
    public static Answer? Check(ApiRequest request, ApiResource resource, JsonNode? body)
    {
        if (body is not JsonObject) return StatusError.BadRequest($"the object provided is unrecognized (must be of type {resource.Kind}): couldn't get version/kind; json parse error: not an object");
        var kind = body.Text("kind") is { Length: > 0 } given ? given : resource.Kind;
        if (kind != resource.Kind) return StatusError.BadRequest($"{kind} in version \"{request.Version}\" cannot be handled as a {resource.Kind}");
        var version = body.Text("apiVersion") is { Length: > 0 } sent ? sent : resource.ApiVersion(request.Version);
        if (version != resource.ApiVersion(request.Version))
        {
            return StatusError.BadRequest($"the API version in the data ({version}) does not match the expected API version ({resource.ApiVersion(request.Version)})");
        }

        return body.Text("metadata", "namespace") is { Length: > 0 } @namespace && @namespace != request.Namespace
            ? StatusError.BadRequest("the namespace of the provided object does not match the namespace sent on the request")
            : null;
    }
}
