using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Mesh;

namespace ClusterProbe.UnitTests.Mesh;

internal sealed class MeshMembershipTests
{
    [TestCase("", "istio.io/dataplane-mode=ambient", true)]
    [TestCase("istio.io/dataplane-mode=ambient", "", true)]
    [TestCase("istio.io/dataplane-mode=none", "istio.io/dataplane-mode=ambient", false)]
    [TestCase("istio.io/dataplane-mode=ambient", "istio.io/dataplane-mode=none", true)]
    [TestCase("istio.io/dataplane-mode=sidecar", "istio.io/dataplane-mode=ambient", true, TestName = "{m} only none opts out")]
    [TestCase("istio.io/dataplane-mode=", "istio.io/dataplane-mode=ambient", true, TestName = "{m} an empty label does not opt out")]
    [TestCase("", "", false)]
    public void IsAmbient_ByLabels_IsDecidedAsTheNodeAgentDoes(string pod, string @namespace, bool expected)
        => Assert.That(MeshMembership.IsAmbient(PolicyNotation.Labels(pod), PolicyNotation.Labels(@namespace)), Is.EqualTo(expected));

    [TestCase("security.istio.io/tlsMode=istio", true)]
    [TestCase("security.istio.io/tlsMode=disabled", false)]
    [TestCase("", false, TestName = "{m} a proxy without the injector's label")]
    public void AcceptsMutualTls_WithASidecar_DependsOnTheLabel(string labels, bool expected)
        => Assert.That(
            MeshMembership.AcceptsMutualTls(new PodView
            {
                Labels = PolicyNotation.Labels(labels),
                Containers = [new ContainerView("istio-proxy", "proxyv2", "", ResourceList.Empty, ResourceList.Empty)],
            }),
            Is.EqualTo(expected));

    [TestCase("excludeInboundPorts=20001", true)]
    [TestCase("excludeInboundPorts=80 20001", true)]
    [TestCase("excludeInboundPorts=2000", false)]
    [TestCase("includeInboundPorts=*", false)]
    [TestCase("includeInboundPorts=80", true)]
    [TestCase("includeInboundPorts=", true)]
    [TestCase("includeInboundPorts=*;excludeInboundPorts=20001", true)]
    [TestCase("includeInboundPorts=20001;excludeInboundPorts=20001", false, TestName = "{m} a port that is listed as captured is captured")]
    [TestCase("", false)]
    public void ExcludesInbound_ByAnnotations_IsWhatTheCaptureRulesDo(string annotations, bool expected)
        => Assert.That(
            MeshMembership.ExcludesInbound(
                PolicyNotation.Labels("").AddRange(annotations.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(text => text.Split('='))
                    .Select(pair => KeyValuePair.Create($"traffic.sidecar.istio.io/{pair[0]}", pair[1].Replace(' ', ',')))),
                20001),
            Is.EqualTo(expected));
}
