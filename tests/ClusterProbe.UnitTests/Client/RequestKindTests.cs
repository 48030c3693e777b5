using ClusterProbe.Kubernetes;
using ClusterProbe.Kubernetes.Client;
using ClusterProbe.Kubernetes.Publishing;

namespace ClusterProbe.UnitTests.Client;

internal sealed class RequestKindTests
{
    [TestCase("GET", "version", "get", "version")]
    [TestCase("GET", "readyz?verbose=1", "get", "readyz")]
    [TestCase("GET", "apis", "get", "discovery")]
    [TestCase("GET", "apis/apps/v1", "get", "discovery")]
    [TestCase("GET", "/api/v1/pods?limit=500", "list", "pods")]
    [TestCase("GET", "/api/v1/namespaces", "list", "namespaces")]
    [TestCase("GET", "/api/v1/namespaces/ci", "get", "namespaces")]
    [TestCase("PUT", "/api/v1/namespaces/ci/status", "update", "namespaces/status")]
    [TestCase("PUT", "/api/v1/namespaces/ci/finalize", "update", "namespaces/finalize")]
    [TestCase("GET", "/api/v1/namespaces/status/pods", "list", "pods")]
    [TestCase("POST", "/api/v1/namespaces/ci/pods?dryRun=All", "create", "pods")]
    [TestCase("GET", "/api/v1/namespaces/ci/pods/build-1/log", "get", "pods/log")]
    [TestCase("PATCH", "/api/v1/nodes/a/status", "patch", "nodes/status")]
    [TestCase("GET", "/apis/clusterprobe.io/v1alpha1/clusterreadinesses?watch=1&resourceVersion=7", "watch", "clusterreadinesses")]
    [TestCase("GET", "/apis/clusterprobe.io/v1alpha1/clusterreadinesses?watch=true", "watch", "clusterreadinesses")]
    [TestCase("PUT", "/apis/clusterprobe.io/v1alpha1/clusterreadinesses/ci/status", "update", "clusterreadinesses/status")]
    [TestCase("PUT", "/apis/coordination.k8s.io/v1/namespaces/clusterprobe/leases/leader", "update", "leases")]
    [TestCase("DELETE", "/apis/openreports.io/v1alpha1/clusterreports/a", "delete", "clusterreports")]
    [TestCase("DELETE", "/apis/openreports.io/v1alpha1/clusterreports", "deletecollection", "clusterreports")]
    [TestCase("BREW", "/pot", "other", "other")]
    [TestCase("GET", "/api/v1/Ünïcode%20and worse/x", "get", "other")]
    [TestCase("GET", "", "get", "other")]
    public void Of_Request_IsItsVerbAndResource(string method, string path, string verb, string resource)
        => Assert.That(RequestKind.Of(new HttpMethod(method), path), Is.EqualTo(new RequestKind(verb, resource)));

    [Test]
    public void Of_EveryDeclaredPermission_IsThatPermission()
    {
        var permissions = FactCollection.Collectors.SelectMany(collector => collector.Permissions)
            .Concat(PublishingPermissions.Cluster).Concat(PublishingPermissions.OwnNamespace).Concat(PublishingPermissions.EventNamespace);
        foreach (var permission in permissions.Where(permission => permission.Verb is "get" or "list"))
        {
            var path = permission.Group.Length == 0 ? "/api/v1" : $"/apis/{permission.Group}/v1";
            path += $"/{permission.Resource}{(permission.Verb == "get" ? "/some-name" : "")}{(permission.Subresource.Length > 0 ? $"/{permission.Subresource}" : "")}";
            Assert.That(RequestKind.Of(HttpMethod.Get, path), Is.EqualTo(new RequestKind(permission.Verb, permission.RuleResource)));
        }
    }
}
