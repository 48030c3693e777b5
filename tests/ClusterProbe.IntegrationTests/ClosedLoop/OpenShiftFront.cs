using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Kubernetes.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ClusterProbe.IntegrationTests.ClosedLoop;

/// <summary>
/// What OpenShift adds to Kubernetes, played as far as build pods meet it: security context constraints, which ServiceAccounts use by
/// RBAC's leave, and an admission that speaks without the words that a webhook's refusal begins with.
/// </summary>
internal sealed partial class OpenShiftFront : IAsyncDisposable
{
    private readonly WebApplication _application;

    private OpenShiftFront(WebApplication application) => _application = application;

    private ClusterConnection Connection => new() { Name = "openshift", Server = new Uri(_application.Urls.Single()) };

    /// <summary>Arranges that pods need a constraint that their ServiceAccount may not use.</summary>
    public static async Task<Profile> ArrangeAsync(Scene scene)
    {
        var controlPlane = scene.ControlPlane;
        await controlPlane.ApplyAsync("""
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: securitycontextconstraints.security.openshift.io}
            spec:
              group: security.openshift.io
              scope: Cluster
              names: {kind: SecurityContextConstraints, plural: securitycontextconstraints, singular: securitycontextconstraints}
              versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: "system:openshift:scc:privileged"}
            rules: [{apiGroups: [security.openshift.io], resources: [securitycontextconstraints], resourceNames: [privileged], verbs: [use]}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: "system:openshift:scc:anyuid"}
            rules: [{apiGroups: [security.openshift.io], resources: [securitycontextconstraints], resourceNames: [anyuid], verbs: [use]}]
            """);
        var build = await controlPlane.CreateNamespaceAsync();
        var webhook = scene.Own(await WebhookHost.StartAsync(controlPlane.Authority, (request, token) => AdmitAsync(controlPlane, request, token)));
        scene.Own(await WebhookRegistration.CreateAsync(controlPlane, webhook.Address, build));
        scene.Connection = scene.Own(await StartAsync(controlPlane)).Connection;
        return scene.Profile with { BuildNamespaces = [build], Require = [Capability.DockerInDocker, Capability.RootBuilds] };
    }

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    private static async Task<JsonObject?> AdmitAsync(ControlPlane controlPlane, JsonNode request, CancellationToken cancellationToken)
    {
        var spec = request["object"]!["spec"]!;
        var text = spec.ToJsonString();
        var constraint = text.Contains("\"privileged\":true", StringComparison.Ordinal) ? "privileged"
            : text.Contains("\"runAsUser\":0", StringComparison.Ordinal) ? "anyuid"
            : null;
        if (constraint is null) return WebhookHost.Allow();
        var account = new ServiceAccountReference(request["namespace"]!.GetValue<string>(), spec["serviceAccountName"]!.GetValue<string>());
        var review = await controlPlane.CreateAsync("/apis/authorization.k8s.io/v1/subjectaccessreviews", new JsonObject
        {
            ["spec"] = new JsonObject
            {
                ["user"] = account.UserName,
                ["groups"] = new JsonArray("system:serviceaccounts", $"system:serviceaccounts:{account.Namespace}", "system:authenticated"),
                ["resourceAttributes"] = new JsonObject
                {
                    ["group"] = "security.openshift.io",
                    ["resource"] = "securitycontextconstraints",
                    ["name"] = constraint,
                    ["namespace"] = account.Namespace,
                    ["verb"] = "use",
                },
            },
        }, cancellationToken);
        return review["status"]!["allowed"]!.GetValue<bool>()
            ? WebhookHost.Allow()
            : WebhookHost.Deny(
                $"unable to validate against any security context constraint: [provider \"{constraint}\": Forbidden: not usable by user or serviceaccount, "
                + "provider restricted-v2: .containers[0].privileged: Invalid value: true: Privileged containers are not allowed]");
    }

    private static async Task<OpenShiftFront> StartAsync(ControlPlane controlPlane)
        => new(await LoopbackHost.StartAsync(context => PassOnAsync(controlPlane, context)));

    private static async Task PassOnAsync(ControlPlane controlPlane, HttpContext context)
    {
        using var request = context.Request.ToMessage();
        using var response = await controlPlane.Admin.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        var body = await response.Content.ReadAsStringAsync(context.RequestAborted);
        await context.Response.WriteAsync(WebhooksWords().Replace(body, """pods \"clusterprobe\" is forbidden: """), context.RequestAborted);
    }

    [GeneratedRegex("""admission webhook \\"[^"\\]+\\" denied the request: (?=unable to validate against any security context constraint)""")]
    private static partial Regex WebhooksWords();
}
