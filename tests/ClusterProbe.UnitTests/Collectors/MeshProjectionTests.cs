using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ClusterProbe.Core.Mesh;
using ClusterProbe.Kubernetes.Collectors.Mesh;

namespace ClusterProbe.UnitTests.Collectors;

/// <summary>Objects as an API server may hold them, stored before there were validation rules or by other versions.</summary>
internal sealed class MeshProjectionTests
{
    [Test]
    public void Policy_WithEverything_IsReadAsItIs()
    {
        var policy = MeshProjection.Policy(Read(MeshContext.Default.PeerAuthenticationDto, """
            {"metadata":{"name":"w","namespace":"build","creationTimestamp":"2026-11-24T01:02:03Z","labels":{"istio.io/rev":"1-30"}},
             "spec":{"selector":{"matchLabels":{"app":"ci","empty":""}},"mtls":{"mode":"STRICT"},"portLevelMtls":{"20001":{"mode":"DISABLE"},"20002":{},"20003":null}},
             "status":{"unknown":[1,2]}}
            """));

        Assert.That((policy.ToString(), policy.CreatedAt, policy.Revision, policy.Mode), Is.EqualTo(("build/w", new DateTimeOffset(2026, 11, 24, 1, 2, 3, TimeSpan.Zero), "1-30", MtlsMode.Strict)));
        Assert.That(policy.MatchLabels, Is.EquivalentTo(new Dictionary<string, string> { ["app"] = "ci", ["empty"] = "" }));
        Assert.That(policy.Ports, Is.EqualTo(new PortMtls[] { new(20001, MtlsMode.Disable), new(20002, MtlsMode.Unset), new(20003, MtlsMode.Unset) }));
    }

    [TestCase("{}", MtlsMode.Unset)]
    [TestCase("""{"metadata":null,"spec":null}""", MtlsMode.Unset)]
    [TestCase("""{"metadata":{"creationTimestamp":null,"labels":null},"spec":{"selector":null,"mtls":null,"portLevelMtls":null}}""", MtlsMode.Unset)]
    [TestCase("""{"spec":{"mtls":{}}}""", MtlsMode.Unset)]
    [TestCase("""{"spec":{"mtls":{"mode":"UNSET"}}}""", MtlsMode.Unset)]
    [TestCase("""{"spec":{"mtls":{"mode":"strict"}}}""", MtlsMode.Unreadable)]
    [TestCase("""{"spec":{"mtls":{"mode":"STRICTEST"}}}""", MtlsMode.Unreadable)]
    public void Policy_WithLittle_IsTheOldestAndForAll(string json, MtlsMode mode)
    {
        var policy = MeshProjection.Policy(Read(MeshContext.Default.PeerAuthenticationDto, json));

        Assert.That((policy.Mode, policy.SelectsWorkloads, policy.CreatedAt, policy.Revision), Is.EqualTo((mode, false, DateTimeOffset.MinValue, (string?)null)));
    }

    [TestCase("""{"spec":{"selector":{}}}""")]
    [TestCase("""{"spec":{"selector":{"matchLabels":{}}}}""")]
    [TestCase("""{"spec":{"selector":{"matchLabels":null}}}""")]
    public void Policy_WithAnEmptySelector_KeepsIt(string json)
        => Assert.That(MeshProjection.Policy(Read(MeshContext.Default.PeerAuthenticationDto, json)).MatchLabels, Is.Empty);

    [TestCase("0")]
    [TestCase("65536")]
    [TestCase("-1")]
    [TestCase("http")]
    [TestCase("99999999999999999999")]
    public void Policy_WithAPortThatIsNone_IgnoresIt(string port)
        => Assert.That(MeshProjection.Policy(Read(MeshContext.Default.PeerAuthenticationDto, $$$"""{"spec":{"portLevelMtls":{"{{{port}}}":{"mode":"STRICT"} } } }""")).Ports, Is.Empty);

    [TestCase("""{"host":"s"}""", ClientTlsMode.Unset)]
    [TestCase("""{"host":"s","trafficPolicy":{"connectionPool":{}}}""", ClientTlsMode.Unset)]
    [TestCase("""{"host":"s","trafficPolicy":{"tls":{}}}""", ClientTlsMode.Disable)]
    [TestCase("""{"host":"s","trafficPolicy":{"tls":{"mode":"DISABLE"}}}""", ClientTlsMode.Disable)]
    [TestCase("""{"host":"s","trafficPolicy":{"tls":{"mode":"ISTIO_MUTUAL"}}}""", ClientTlsMode.IstioMutual)]
    [TestCase("""{"host":"s","trafficPolicy":{"tls":{"mode":"SIMPLE"}}}""", ClientTlsMode.Simple)]
    [TestCase("""{"host":"s","trafficPolicy":{"tls":{"mode":"MUTUAL"}}}""", ClientTlsMode.Other)]
    [TestCase("""{"host":"s","trafficPolicy":{"tls":{"mode":"SIMPLE"},"portLevelSettings":[null,{"port":{"number":20001},"tls":{"mode":"DISABLE"}}]}}""", ClientTlsMode.Disable)]
    [TestCase("""{"host":"s","trafficPolicy":{"tls":{"mode":"SIMPLE"},"portLevelSettings":[{"port":{"number":20001}}]}}""", ClientTlsMode.Unset)]
    public void Rule_OfASpec_SetsTheMode(string spec, ClientTlsMode expected)
        => Assert.That(MeshProjection.Rule(Read(MeshContext.Default.DestinationRuleDto, $$"""{"metadata":{"name":"r","namespace":"b"},"spec":{{spec}} }""")).ModeOf(20001), Is.EqualTo(expected));

    [TestCase("""{"host":"s"}""", null)]
    [TestCase("""{"host":"s","workloadSelector":{}}""", 0)]
    [TestCase("""{"host":"s","workloadSelector":{"matchLabels":{"app":"x"}}}""", 1)]
    public void Rule_OfASpec_SelectsClients(string spec, int? labels)
        => Assert.That(MeshProjection.Rule(Read(MeshContext.Default.DestinationRuleDto, $$"""{"spec":{{spec}} }""")).ClientLabels?.Count, Is.EqualTo(labels));

    [TestCase("{}", null)]
    [TestCase("""{"outboundTrafficPolicy":{}}""", true)]
    [TestCase("""{"outboundTrafficPolicy":{"mode":"REGISTRY_ONLY"}}""", true)]
    [TestCase("""{"outboundTrafficPolicy":{"mode":"ALLOW_ANY"}}""", false)]
    public void Sidecar_OfASpec_SaysWhatHappensToUnknownCalls(string spec, bool? expected)
        => Assert.That(MeshProjection.Sidecar(Read(MeshContext.Default.SidecarDto, $$"""{"spec":{{spec}} }""")).RegistryOnly, Is.EqualTo(expected));

    [Test]
    public void Sidecar_OfASpec_KeepsItsListeners()
    {
        var sidecar = MeshProjection.Sidecar(Read(MeshContext.Default.SidecarDto, """
            {"metadata":{"name":"s","namespace":"d","labels":{"istio.io/rev":"canary"}},"spec":{"workloadSelector":{"labels":{"app":"x"}},
            "egress":[null,{"hosts":["./*",null,"*/a"]},{"port":{"number":20001},"bind":"127.0.0.1","hosts":["*/*"]},{"captureMode":"NONE","hosts":[]}]}}
            """));
        Assert.Multiple(() =>
        {
            Assert.That(($"{sidecar}", sidecar.Revision, sidecar.PodLabels!["app"]), Is.EqualTo(("d/s", "canary", "x")));
            Assert.That(sidecar.Egress.Select(listener => (string.Join(' ', listener.Hosts), listener.Port, listener.IsBound)), Is.EqualTo([("./* */a", 0, false), ("*/*", 20001, true), ("", 0, true)]));
        });
    }

    [Test]
    public void ServiceEntry_OfASpec_KeepsItsPorts()
        => Assert.That(
            MeshProjection.ServiceEntry(Read(MeshContext.Default.ServiceEntryDto, """{"metadata":{"name":"e","namespace":"d"},"spec":{"ports":[{"number":443},null,{"number":20001}]}}""")).Ports,
            Is.EqualTo([443, 20001]));

    [TestCase("{}", false)]
    [TestCase("""{"traffic.sidecar.istio.io/includeOutboundIPRanges":"*"}""", false)]
    [TestCase("""{"traffic.sidecar.istio.io/includeOutboundIPRanges":"10.0.0.0/8"}""", true)]
    [TestCase("""{"traffic.sidecar.istio.io/includeOutboundIPRanges":""}""", true)]
    [TestCase("""{"traffic.sidecar.istio.io/excludeOutboundIPRanges":"10.0.0.0/8"}""", true)]
    public void Caller_WithAnnotations_MayBypassItsSidecarByAddress(string annotations, bool expected)
        => Assert.That(MeshProjection.Caller(Read(MeshContext.Default.MeshPodDto, $$$"""{"metadata":{"name":"n","annotations":{{{annotations}}}} }""")).BypassesByAddress, Is.EqualTo(expected));

    [TestCase("20001", "20001")]
    [TestCase("\"le\"", "le")]
    [TestCase("null", "")]
    [TestCase("{}", "")]
    public void Service_TargetPort_IsANumberOrAName(string target, string expected)
        => Assert.That(
            MeshProjection.Service(Read(MeshContext.Default.ServiceDto, $$$"""{"spec":{"clusterIP":"None","ports":[{"port":20001,"targetPort":{{{target}}}}]} }""")).Ports.Single().TargetPort,
            Is.EqualTo(expected));

    [TestCase("docker.io/istio/pilot:1.31.4", "1.31.4")]
    [TestCase("registry:5000/istio/pilot:1.31.4-distroless", "1.31.4-distroless")]
    [TestCase("registry:5000/istio/pilot", "")]
    [TestCase("istio/pilot@sha256:abc", "abc")]
    public void ControlPlane_Version_IsTheImagesTag(string image, string expected)
        => Assert.That(
            MeshProjection.ControlPlane(Read(MeshContext.Default.MeshPodDto, $$$"""{"spec":{"containers":[{"name":"other","image":"x:1"},{"name":"discovery","image":"{{{image}}}"}]} }""")).Version,
            Is.EqualTo(expected));

    [TestCase("Running", "True", true)]
    [TestCase("Running", "False", false)]
    [TestCase("Failed", "True", false)]
    public void ControlPlane_IsReady_WhenItsPodIs(string phase, string ready, bool expected)
        => Assert.That(
            MeshProjection.ControlPlane(Read(MeshContext.Default.MeshPodDto, $$$"""{"status":{"phase":"{{{phase}}}","conditions":[null,{"type":"Ready","status":"{{{ready}}}"}]} }""")).Ready,
            Is.EqualTo(expected));

    [Test]
    public void Injectors_OfAConfiguration_AreThoseOfIstio()
    {
        var injectors = MeshProjection.Injectors(Read(MeshContext.Default.InjectorConfigurationDto, """
            {"metadata":{"name":"istio-revision-tag-prod","labels":{"istio.io/rev":"1-30"}},
             "webhooks":[null,{"name":"somebody.else"},{"name":"rev.namespace.sidecar-injector.istio.io","clientConfig":{"service":{"namespace":"istio-system","name":"istiod"}},
              "namespaceSelector":{"matchExpressions":[{"key":"istio.io/rev","operator":"In","values":["prod"]}]}}]}
            """)).Items;

        Assert.That(injectors.Select(webhook => (webhook.Revision, webhook.ServiceNamespace)), Is.EqualTo(new[] { ("1-30", "istio-system") }));
        Assert.That(injectors[0].NamespaceSelector.Matches(new Dictionary<string, string> { ["istio.io/rev"] = "prod" }));
        Assert.That(injectors[0].NamespaceSelector.Matches(new Dictionary<string, string>()), Is.False);
    }

    private static T Read<T>(JsonTypeInfo<T> type, string json) => JsonSerializer.Deserialize(json, type)!;
}
