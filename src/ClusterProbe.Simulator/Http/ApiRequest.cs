using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;

namespace ClusterProbe.Simulator.Http;

/// <summary>What a request asks for, in the terms of the API.</summary>
/// <param name="Verb">The verb that authorization decides on.</param>
/// <param name="Group">The API group, empty for core.</param>
/// <param name="Version">The API version.</param>
/// <param name="Resource">The plural; empty for the resource list of the group's version.</param>
/// <param name="Namespace">The namespace; empty for none or all.</param>
/// <param name="Name">The object's name; empty for none.</param>
/// <param name="Subresource">The subresource; empty for none.</param>
/// <param name="Query">The query.</param>
/// <param name="Caller">Who asks.</param>
internal sealed record ApiRequest(
    string Verb, string Group, string Version, string Resource, string Namespace, string Name, string Subresource, IQueryCollection Query, Caller Caller)
{
    /// <summary>Reads a path under <c>/api</c> or <c>/apis</c>; null when it has no API version.</summary>
    /// <param name="request">The request.</param>
    /// <param name="caller">Who asks.</param>
    public static ApiRequest? Parse(HttpRequest request, Caller caller)
    {
        var segments = request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return segments switch
        {
            ["api", var version, .. var rest] => Parse(request, caller, "", version, rest),
            ["apis", var group, var version, .. var rest] => Parse(request, caller, group, version, rest),
            _ => null,
        };
    }

    private static ApiRequest Parse(HttpRequest request, Caller caller, string group, string version, string[] rest)
    {
        var (@namespace, tail) = rest is ["namespaces", var name, _, ..] ? (name, rest[2..]) : ("", rest);
        var parts = tail.Concat(["", "", ""]).Take(3).ToImmutableArray();
        var verb = request.Method switch
        {
            "GET" => request.Query["watch"] == "true" ? "watch" : parts[1].Length == 0 ? "list" : "get",
            "POST" => "create",
            "PUT" => "update",
            "PATCH" => "patch",
            "DELETE" => parts[1].Length == 0 ? "deletecollection" : "delete",
            _ => request.Method,
        };
        return new(verb, group, version, parts[0], @namespace, parts[1], parts[2], request.Query, caller);
    }
}
