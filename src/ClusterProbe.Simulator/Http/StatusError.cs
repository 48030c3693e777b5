using System.Text.Json.Nodes;
using ClusterProbe.Simulator.Api;

namespace ClusterProbe.Simulator.Http;

/// <summary>Refusals in the API server's own words.</summary>
/// <remarks>Source of the texts: kubernetes/apimachinery <c>pkg/api/errors/errors.go</c>, kubernetes/apiserver <c>pkg/endpoints/handlers/responsewriters/errors.go</c>.</remarks>
internal static class StatusError
{
    /// <summary>A <c>Status</c> object.</summary>
    public static Answer Of(int code, string reason, string message, JsonObject? details = null) => Answer.Json(
        new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Failure",
            ["message"] = message,
            ["reason"] = reason,
            ["details"] = details,
            ["code"] = code,
        },
        code);

    /// <summary>There is no object of that name.</summary>
    public static Answer NotFound(ApiResource resource, string name)
        => Of(404, "NotFound", $"{resource.QualifiedName} \"{name}\" not found", Details(resource, name));

    /// <summary>The group's version is served, and the resource is not part of it.</summary>
    public static Answer UnknownResource => Of(404, "NotFound", "the server could not find the requested resource", []);

    /// <summary>Nothing is served there.</summary>
    public static Answer UnknownPath => Answer.Text(404, "404 page not found\n");

    /// <summary>The object is not acceptable to admission or to authorization.</summary>
    public static Answer Forbidden(ApiResource resource, string name, string message)
        => Of(403, "Forbidden", $"{resource.QualifiedName}{(name.Length == 0 ? "" : $" \"{name}\"")} is forbidden: {message}", Details(resource, name));

    /// <summary>The object breaks a rule of its kind.</summary>
    public static Answer Invalid(ApiResource resource, string name, string message)
        => Of(422, "Invalid", $"{resource.Kind}{(resource.Group.Length == 0 ? "" : $".{resource.Group}")} \"{name}\" is invalid: {message}", Details(resource, name));

    /// <summary>The request makes no sense.</summary>
    public static Answer BadRequest(string message) => Of(400, "BadRequest", message);

    /// <summary>Nothing in a simulated cluster can be changed.</summary>
    public static Answer ReadOnly(string verb)
        => Of(405, "MethodNotAllowed", $"the simulated cluster is read-only: {verb} is only possible as a dry run of creating a pod (dryRun=All)");

    /// <summary>What <c>Status.details</c> says about an object.</summary>
    public static JsonObject Details(ApiResource resource, string name)
    {
        var details = new JsonObject();
        if (name.Length > 0) details["name"] = name;
        if (resource.Group.Length > 0) details["group"] = resource.Group;
        details["kind"] = resource.Plural;
        return details;
    }
}
