namespace ClusterProbe.UnitTests.Simulator;

internal sealed class SimulatedApiServerTests
{
    private const string Aggregated = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

    private SimulatorClient _client = null!;

    [OneTimeSetUp]
    public async Task Start() => _client = await SimulatorClient.StartAsync("istio-strict");

    [OneTimeTearDown]
    public async Task Stop() => await _client.DisposeAsync();

    [Test]
    public async Task Version_IsTheScenarios()
    {
        var version = (await _client.GetAsync("/version")).Json;
        Assert.That(((string?)version["gitVersion"], (string?)version["minor"]), Is.EqualTo(("v1.34.2-eks-ecaa3a6", "34")));
    }

    [Test]
    public async Task Discovery_Aggregated_NamesEveryVersionOfAGroup()
    {
        var answer = await _client.GetAsync("/apis", Aggregated);
        var security = answer.Items.Single(item => (string?)item!["metadata"]!["name"] == "security.istio.io");
        Assert.Multiple(() =>
        {
            Assert.That(answer.ContentType, Is.EqualTo(Aggregated));
            Assert.That(security!["versions"]!.AsArray().Select(version => (string)version!["version"]!), Is.EqualTo((string[])["v1", "v1beta1"]));
        });
    }

    [Test]
    public async Task Discovery_Core_ListsPods()
        => Assert.That((await _client.GetAsync("/api", Aggregated)).Text, Does.Contain("\"resource\":\"pods\""));

    [Test]
    public async Task Discovery_OfClientsThatKnowNoAggregation_IsTheOlderForm()
    {
        Assert.That((string?)(await _client.GetAsync("/apis")).Json["kind"], Is.EqualTo("APIGroupList"));
        Assert.That((string?)(await _client.GetAsync("/apis/apps/v1")).Json["groupVersion"], Is.EqualTo("apps/v1"));
    }

    [TestCase("/api/v1/namespaces/nope/pods/x", 404, "pods \"x\" not found")]
    [TestCase("/apis/apps/v1/namespaces/nope/deployments/x", 404, "deployments.apps \"x\" not found")]
    [TestCase("/api/v1/bogus", 404, "the server could not find the requested resource")]
    [TestCase("/apis/apps/v1/bogus", 404, "the server could not find the requested resource")]
    [TestCase("/api/v1/pods?continue=abc", 400, "invalid continue token: continue key is not valid")]
    [TestCase("/api/v1/pods?fieldSelector=spec.image=b", 400, "field label not supported: spec.image")]
    [TestCase("/api/v1/pods?labelSelector=a b", 400, "unable to parse requirement: a b")]
    public async Task Get_WhatIsNotThere_IsToldInAStatus(string path, int code, string message)
    {
        var answer = await _client.GetAsync(path);
        Assert.That((answer.Code, answer.Message), Is.EqualTo((code, message)));
    }

    [TestCase("/apis/karpenter.sh/v1/nodepools")]
    [TestCase("/bogus")]
    public async Task Get_AnApiThatIsNotServed_IsPlainText(string path)
    {
        var answer = await _client.GetAsync(path);
        Assert.That((answer.Code, answer.Text), Is.EqualTo((404, "404 page not found\n")));
    }

    [Test]
    public async Task Get_AnOlderVersionOfACustomResource_CarriesThatVersion()
    {
        var answer = await _client.GetAsync("/apis/security.istio.io/v1beta1/namespaces/istio-system/peerauthentications/default");
        Assert.That((string?)answer.Json["apiVersion"], Is.EqualTo("security.istio.io/v1beta1"));
    }

    [Test]
    public async Task List_InPages_GivesEveryItemOnce()
    {
        var whole = await _client.GetAsync("/api/v1/pods");
        var names = new List<string>();
        var page = await _client.GetAsync("/api/v1/pods?limit=3");
        var remaining = (long?)page.Json["metadata"]!["remainingItemCount"];
        names.AddRange(page.Names);
        while ((string?)page.Json["metadata"]!["continue"] is { } token)
        {
            page = await _client.GetAsync($"/api/v1/pods?limit=3&continue={token}");
            names.AddRange(page.Names);
        }

        Assert.Multiple(() =>
        {
            Assert.That(whole.Items, Has.Count.GreaterThan(6));
            Assert.That(names, Is.EqualTo(whole.Names));
            Assert.That(remaining, Is.EqualTo(whole.Items.Count - 3));
            Assert.That((string?)whole.Json["metadata"]!["resourceVersion"], Is.Not.Empty);
        });
    }

    [Test]
    public async Task List_AfterCompaction_RefusesTheTokenAsExpired()
    {
        await using var client = await SimulatorClient.StartAsync("ready");
        var token = (string?)(await client.GetAsync("/api/v1/pods?limit=1")).Json["metadata"]!["continue"];
        client.Server.ExpireContinueTokens();
        var answer = await client.GetAsync($"/api/v1/pods?limit=1&continue={token}");
        Assert.That((answer.Code, answer.Reason), Is.EqualTo((410, "Expired")));
    }

    [Test]
    public async Task List_ItemsOfBuiltInKinds_LeaveOutTheirKind()
    {
        Assert.That((await _client.GetAsync("/api/v1/nodes")).Items[0]!.AsObject().ContainsKey("kind"), Is.False);
        Assert.That((string?)(await _client.GetAsync("/apis/security.istio.io/v1beta1/peerauthentications")).Items[0]!["apiVersion"], Is.EqualTo("security.istio.io/v1beta1"));
    }

    [TestCase("labelSelector=app=istiod", 1)]
    [TestCase("labelSelector=app==istiod", 1)]
    [TestCase("labelSelector=app in (istiod,checkout)", 5)]
    [TestCase("labelSelector=app notin (istiod,checkout)", 6)]
    [TestCase("labelSelector=app!=istiod,app", 8)]
    [TestCase("labelSelector=!app", 2)]
    [TestCase("labelSelector=app,istio.io/rev=default", 1)]
    [TestCase("fieldSelector=metadata.namespace=harness-delegate-ng", 2)]
    [TestCase("fieldSelector=spec.nodeName=ip-10-42-11-18.eu-central-1.compute.internal,metadata.namespace!=shop", 3)]
    [TestCase("fieldSelector=status.phase!=Running", 0)]
    [TestCase("fieldSelector=spec.hostNetwork=false", 11)]
    public async Task List_Selected_GivesOnlyWhatMatches(string selector, int count)
        => Assert.That((await _client.GetAsync($"/api/v1/pods?{selector}")).Items, Has.Count.EqualTo(count));

    [TestCase("POST", "/api/v1/namespaces/ci-builds/pods", "create")]
    [TestCase("POST", "/api/v1/namespaces/ci-builds/secrets?dryRun=All", "create")]
    [TestCase("DELETE", "/api/v1/namespaces/ci-builds", "delete")]
    [TestCase("PATCH", "/api/v1/nodes/x", "patch")]
    public async Task Write_ThatIsNoDryRunOfAPod_IsRefused(string method, string path, string verb)
    {
        var answer = await _client.SendAsync(new HttpMethod(method), path, "{}");
        Assert.That((answer.Code, answer.Message), Is.EqualTo((405, $"the simulated cluster is read-only: {verb} is only possible as a dry run of creating a pod (dryRun=All)")));
    }

    [Test]
    public async Task Request_OfAUserWithoutRights_IsForbiddenInRbacsWords()
    {
        var answer = await _client.GetAsync("/api/v1/pods", asUser: "bob");
        Assert.That(
            (answer.Code, answer.Message),
            Is.EqualTo((403, "pods is forbidden: User \"bob\" cannot list resource \"pods\" in API group \"\" at the cluster scope")));
    }

    [Test]
    public async Task Requests_ToAGroupThatIsDown_Fail()
    {
        Assert.That(ClusterProbe.Simulator.Scenario.TryGet("ready", out var scenario), Is.True);
        await using var client = await SimulatorClient.StartAsync(scenario! with { UnavailableGroups = ["metrics.k8s.io/v1beta1"] });
        Assert.That((await client.GetAsync("/apis/metrics.k8s.io/v1beta1/nodes")).Code, Is.EqualTo(503));
        Assert.That((await client.GetAsync("/apis", Aggregated)).Text, Does.Contain("""{"metadata":{"name":"metrics.k8s.io"},"versions":[{"version":"v1beta1","resources":[],"freshness":"Stale"}]}"""));
    }
}
