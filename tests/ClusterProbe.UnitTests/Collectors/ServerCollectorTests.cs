using System.Net;
using System.Text;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Kubernetes.Client;
using ClusterProbe.Kubernetes.Collectors;

namespace ClusterProbe.UnitTests.Collectors;

internal sealed class ServerCollectorTests
{
    private const string Aggregated = """
        {"kind":"APIGroupDiscoveryList","items":[{"metadata":{"name":"apps"},"versions":[{"version":"v1","resources":[{"resource":"deployments"}],"freshness":"Current"}]},
         {"metadata":{"name":"metrics.k8s.io"},"versions":[{"version":"v1beta1","freshness":"Stale"}]}]}
        """;

    [Test]
    public async Task Collect_AggregatedDiscovery_KnowsWhatIsServedAndWhatIsDown()
    {
        var fact = await CollectAsync(Aggregated);
        Assert.That(fact.IsKnown(out var server));
        Assert.That(server!.Serves("apps", "v1", "deployments"));
        Assert.That(server.IsUnavailable("metrics.k8s.io"));
        Assert.That((server.Major, server.Minor), Is.EqualTo((1, 30)));
    }

    /// <summary>Reading the older form as an empty list would say that nothing is installed: a wrong verdict, not a missing one.</summary>
    [TestCase("""{"kind":"APIGroupList","groups":[{"name":"security.istio.io"}]}""")]
    [TestCase("{}")]
    public async Task Collect_AnotherForm_IsUnknown(string discovery)
        => Assert.That((await CollectAsync(discovery)).IsUnknown(out var cause) ? cause.Reason : default, Is.EqualTo(UnknownReason.NotServed));

    private static async Task<Fact<ServerFacts>> CollectAsync(string discovery)
    {
        using var http = new HttpClient(new ScriptedServer(discovery)) { BaseAddress = new Uri("http://server/") };
        var facts = new ClusterFacts { CollectedAt = DateTimeOffset.UnixEpoch, Source = "test" };
        var context = new CollectionContext(new ApiClient(http, TimeProvider.System), BuiltInProfiles.For(CiSystem.Harness), facts);
        return (await new ServerCollector().CollectAsync(context, default))(facts).Server;
    }

    private sealed class ScriptedServer(string discovery) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var isVersion = request.RequestUri!.AbsolutePath == "/version";
            if (!isVersion) Assert.That(request.Headers.Accept.ToString(), Does.Contain("v=v2;").And.Contain("v=v2beta1;"), "servers before 1.30 know v2beta1 only");
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent(isVersion ? """{"major":"1","minor":"30+","gitVersion":"v1.30.5-gke.1"}""" : discovery, Encoding.UTF8, "application/json"),
            });
        }
    }
}
