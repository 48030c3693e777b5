using System.Text.Json.Nodes;

namespace ClusterProbe.UnitTests.Simulator;

internal sealed class ReviewTests
{
    private const string Reviews = "/apis/authorization.k8s.io/v1/";

    private const string Delegate = "system:serviceaccount:harness-delegate-ng:prod-delegate";

    [TestCase("ready", Delegate, "create", "pods", "", "ci-builds", true, """RBAC: allowed by RoleBinding "harness-builds/ci-builds" of Role "harness-builds" to ServiceAccount "prod-delegate/harness-delegate-ng" """)]
    [TestCase("ready", Delegate, "create", "pods", "exec", "ci-builds", false, "")]
    [TestCase("ready", Delegate, "create", "pods", "", "shop", false, "")]
    [TestCase("ready", Delegate, "list", "pods", "", "", false, "")]
    [TestCase("ready", "system:serviceaccount:ci-builds:prod-delegate", "create", "pods", "", "ci-builds", false, "")]
    [TestCase("no-rbac", Delegate, "create", "pods", "", "ci-builds", false, "")]
    [TestCase("no-rbac", Delegate, "create", "pods", "", "harness-delegate-ng", true, """RBAC: allowed by RoleBinding "prod-delegate/harness-delegate-ng" of Role "prod-delegate" to ServiceAccount "prod-delegate/harness-delegate-ng" """)]
    public async Task SubjectAccessReview_IsDecidedByTheRolesOfTheCluster(
        string scenario, string user, string verb, string resource, string subresource, string @namespace, bool allowed, string reason)
    {
        await using var client = await SimulatorClient.StartAsync(scenario);
        var status = await ReviewAsync(client, "subjectaccessreviews", $$$"""
            {"user":"{{{user}}}","resourceAttributes":{"verb":"{{{verb}}}","resource":"{{{resource}}}","subresource":"{{{subresource}}}","namespace":"{{{@namespace}}}"}}
            """);
        Assert.That(((bool?)status["allowed"], (string?)status["reason"] ?? "", (bool?)status["denied"]), Is.EqualTo(((bool?)allowed, reason.Trim(), (bool?)null)));
    }

    [Test]
    public async Task SelfSubjectAccessReview_AsksAboutTheCaller()
    {
        await using var client = await SimulatorClient.StartAsync("ready");
        var status = await ReviewAsync(client, "selfsubjectaccessreviews", """{"resourceAttributes":{"verb":"list","resource":"nodes"}}""");
        Assert.That(status.ToJsonString(), Is.EqualTo("""{"allowed":true,"reason":"RBAC: allowed by ClusterRoleBinding \u0022sre-admin\u0022 of ClusterRole \u0022cluster-admin\u0022 to Group \u0022sre\u0022"}"""));
    }

    [Test]
    public async Task SelfSubjectAccessReview_ByAnotherAuthorizersWord_IsDenied()
    {
        await using var client = await SimulatorClient.StartAsync("autopilot");
        var status = await ReviewAsync(client, "selfsubjectaccessreviews", """{"resourceAttributes":{"verb":"create","resource":"pods","namespace":"kube-system"}}""");
        Assert.Multiple(() =>
        {
            Assert.That((bool?)status["allowed"], Is.False);
            Assert.That((bool?)status["denied"], Is.True);
            Assert.That((string?)status["reason"], Does.StartWith("GKE Warden authz [denied by managed-namespaces-limitation]"));
        });
    }

    [TestCase("subjectaccessreviews", """{"resourceAttributes":{"verb":"get"}}""", "spec.user: Invalid value: \"\": at least one of user or group must be specified")]
    [TestCase("selfsubjectaccessreviews", "{}", "spec: Invalid value: null: exactly one of nonResourceAttributes or resourceAttributes must be specified")]
    public async Task Review_ThatAsksNothing_IsInvalid(string resource, string spec, string message)
    {
        await using var client = await SimulatorClient.StartAsync("ready");
        var answer = await client.SendAsync(HttpMethod.Post, Reviews + resource, $$"""{"spec": {{spec}} }""");
        Assert.That((answer.Code, answer.Message), Is.EqualTo((422, $".authorization.k8s.io \"\" is invalid: {message}")));
    }

    [Test]
    public async Task SelfSubjectReview_SaysWhoTheCallerIs()
    {
        await using var client = await SimulatorClient.StartAsync("ready");
        var answer = await client.SendAsync(HttpMethod.Post, "/apis/authentication.k8s.io/v1/selfsubjectreviews", "{}");
        Assert.That((string?)answer.Json["status"]!["userInfo"]!["username"], Is.EqualTo("sre@example.com"));
    }

    private static async Task<JsonNode> ReviewAsync(SimulatorClient client, string resource, string spec)
        => (await client.SendAsync(HttpMethod.Post, Reviews + resource, $$"""{"spec": {{spec}} }""")).Json["status"]!;
}
