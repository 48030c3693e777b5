using System.Text.Json;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Kubernetes.Collectors.Access;

namespace ClusterProbe.UnitTests.Access;

internal sealed class AccessReviewBodyTests
{
    private static readonly ServiceAccountReference Delegate = new("harness-delegate-ng", "default");

    [TestCase(TestName = "S06")]
    public void Body_ForAServiceAccount_CarriesAllOfItsGroups()
    {
        var spec = Spec(Delegate, "ci", new Permission("", "pods", "create") { InBuildNamespaces = true });
        Assert.That(spec.GetProperty("user").GetString(), Is.EqualTo("system:serviceaccount:harness-delegate-ng:default"));
        Assert.That(
            spec.GetProperty("groups").EnumerateArray().Select(group => group.GetString()),
            Is.EqualTo(new[] { "system:serviceaccounts", "system:serviceaccounts:harness-delegate-ng", "system:authenticated" }));
    }

    [TestCase(TestName = "S07")]
    public void Body_ForASubresource_SplitsIt()
        => Assert.That(
            Spec(Delegate, "ci", new Permission("", "pods", "create") { Subresource = "exec", InBuildNamespaces = true }).GetProperty("resourceAttributes").ToString(),
            Is.EqualTo("""{"namespace":"ci","verb":"create","group":"","resource":"pods","subresource":"exec","name":""}"""));

    [TestCase(TestName = "S08")]
    public void Body_ForTheCluster_HasNoNamespace()
        => Assert.That(
            Spec(Delegate, "ci", new Permission("", "nodes", "list")).GetProperty("resourceAttributes").GetProperty("namespace").GetString(),
            Is.Empty);

    [Test]
    public void Body_ForTheCaller_NamesNobody()
    {
        var review = AccessReviewer.Body(null, "ci", new Permission("", "pods", "create"));
        Assert.That((review.Kind, review.Spec!.User, review.Spec.Groups), Is.EqualTo(("SelfSubjectAccessReview", (string?)null, (object?)null)));
    }

    private static JsonElement Spec(ServiceAccountReference account, string @namespace, Permission permission)
        => JsonSerializer.SerializeToElement(AccessReviewer.Body(account, @namespace, permission), AccessContext.Default.AccessReviewDto).GetProperty("spec");
}
