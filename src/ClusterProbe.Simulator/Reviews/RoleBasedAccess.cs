using System.Text.Json.Nodes;
using ClusterProbe.Simulator.Api;
using ClusterProbe.Simulator.Manifests;

namespace ClusterProbe.Simulator.Reviews;

/// <summary>Decides by the roles and bindings of the cluster, as the RBAC authorizer does.</summary>
/// <remarks>Source: kubernetes/kubernetes <c>plugin/pkg/auth/authorizer/rbac/rbac.go</c>, <c>pkg/registry/rbac/validation/rule.go</c>.</remarks>
/// <param name="store">The cluster's objects.</param>
/// <param name="catalog">What is served.</param>
/// <param name="denials">What another authorizer of the platform refuses before RBAC is asked.</param>
internal sealed class RoleBasedAccess(ObjectStore store, ApiCatalog catalog, IReadOnlyList<ScriptedDenial> denials)
{
    private const string Api = "rbac.authorization.k8s.io";

    /// <summary>Decides.</summary>
    public AccessDecision Decide(AccessQuestion question)
    {
        if (denials.FirstOrDefault(denial => denial.Covers(question)) is { } scripted) return new(false, true, scripted.Reason);
        if (question.Caller.Groups.Contains("system:masters")) return new(true, false, "");
        var missing = new List<string>();
        foreach (var binding in Bindings(question.Namespace))
        {
            var subject = binding.Items("subjects").FirstOrDefault(candidate => IsSubject(candidate, binding, question.Caller));
            if (subject is null) continue;
            if (RoleOf(binding) is not { } role) missing.Add($"{binding.Text("roleRef", "kind").ToLowerInvariant()}.{Api} \"{binding.Text("roleRef", "name")}\" not found");
            else if (role.Items("rules").Any(rule => Allows(rule, question))) return new(true, false, $"RBAC: allowed by {Describe(binding)} to {Describe(subject, binding)}");
        }

        return new(false, false, missing switch
        {
            [] => "",
            [var one] => $"RBAC: {one}",
            _ => $"RBAC: [{string.Join(", ", missing)}]",
        });
    }

    private IEnumerable<JsonObject> Bindings(string @namespace)
    {
        var ofCluster = store.List(Resource("clusterrolebindings"));
        return @namespace.Length == 0 ? ofCluster : ofCluster.Concat(store.List(Resource("rolebindings"), @namespace));
    }

    private JsonObject? RoleOf(JsonObject binding) => binding.Text("roleRef", "kind") == "Role"
        ? store.Get(Resource("roles"), binding.Text("metadata", "namespace"), binding.Text("roleRef", "name"))
        : store.Get(Resource("clusterroles"), "", binding.Text("roleRef", "name"));

    private ApiResource Resource(string plural) => catalog.ByPlural(Api, plural)!;

    private static bool IsSubject(JsonObject subject, JsonObject binding, Caller caller) => subject.Text("kind") switch
    {
        "User" => subject.Text("name") == caller.User,
        "Group" => caller.Groups.Contains(subject.Text("name")),
        "ServiceAccount" => caller.User == $"system:serviceaccount:{NamespaceOf(subject, binding)}:{subject.Text("name")}",
        _ => false,
    };

    private static bool Allows(JsonObject rule, AccessQuestion question)
        => Contains(rule, "verbs", question.Verb)
            && Contains(rule, "apiGroups", question.Group)
            && (Contains(rule, "resources", question.RuleResource) || (question.Subresource.Length > 0 && rule.Texts("resources").Contains($"*/{question.Subresource}")))
            && (!rule.Texts("resourceNames").Any() || (question.Name.Length > 0 && rule.Texts("resourceNames").Contains(question.Name)));

    private static bool Contains(JsonObject rule, string field, string value) => rule.Texts(field).Any(entry => entry == "*" || entry == value);

    private static string NamespaceOf(JsonObject subject, JsonObject binding)
        => subject.Text("namespace") is { Length: > 0 } @namespace ? @namespace : binding.Text("metadata", "namespace");

    private static string Describe(JsonObject binding)
    {
        var name = binding.Text("metadata", "namespace") is { Length: > 0 } @namespace ? $"{binding.Text("metadata", "name")}/{@namespace}" : binding.Text("metadata", "name");
        return $"{binding.Text("kind")} \"{name}\" of {binding.Text("roleRef", "kind")} \"{binding.Text("roleRef", "name")}\"";
    }

    private static string Describe(JsonObject subject, JsonObject binding) => subject.Text("kind") == "ServiceAccount"
        ? $"ServiceAccount \"{subject.Text("name")}/{NamespaceOf(subject, binding)}\""
        : $"{subject.Text("kind")} \"{subject.Text("name")}\"";
}
