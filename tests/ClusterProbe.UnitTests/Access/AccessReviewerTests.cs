using ClusterProbe.Core.Facts;
using ClusterProbe.Kubernetes.Collectors.Access;
using ClusterProbe.UnitTests.Client;

namespace ClusterProbe.UnitTests.Access;

internal sealed class AccessReviewerTests
{
    /// <summary>Rules are candidates only, incomplete ones less than that: each permission is asked about by itself.</summary>
    [TestCase(TestName = "S10")]
    public async Task Ask_WhereTheRulesListSaysMore_GoesByTheReviewOfThePermission()
    {
        var server = new ScriptedApi(request => ScriptedApi.Json(request.Path.EndsWith("rulesreviews", StringComparison.Ordinal)
            ? """{"status":{"incomplete":true,"nonResourceRules":[],"resourceRules":[{"apiGroups":["*"],"resources":["pods/*"],"verbs":["*"]}]}}"""
            : """{"status":{"allowed":false}}"""));
        var answer = await new AccessReviewer(server.Client(TimeProvider.System), account: null)
            .AskAsync("ci", new Permission("", "pods", "create") { Subresource = "exec", InBuildNamespaces = true }, default);
        Assert.That(answer.IsKnown(out var known) ? known.Outcome : (AccessOutcome?)null, Is.EqualTo(AccessOutcome.NoOpinion));
        Assert.That(server.Requests.Select(request => request.ToString()), Is.EqualTo(new[] { "POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews" }));
    }
}
