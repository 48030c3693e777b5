using System.Collections.Immutable;
using ClusterProbe.Kubernetes.Collectors.Mesh;
using YamlDotNet.Core;

namespace ClusterProbe.UnitTests.Collectors;

internal sealed class MeshConfigReaderTests
{
    private const string Full = """
        defaultConfig: {discoveryAddress: istiod.istio-system.svc:15012}
        rootNamespace: istio-config
        enableAutoMtls: false
        outboundTrafficPolicy: {mode: REGISTRY_ONLY}
        defaultServiceExportTo: [".", other]
        defaultDestinationRuleExportTo: ["."]
        discoverySelectors:
        - matchLabels: {mesh: "yes"}
        - matchExpressions: [{key: env, operator: In, values: [ci, dev]}]
        """;

    [Test]
    public void Read_AFullConfiguration_KeepsWhatMatters()
    {
        var config = MeshConfigReader.Read(Full, "istio-system");
        Assert.Multiple(() =>
        {
            Assert.That((config.RootNamespace, config.AutoMtls, config.RegistryOnly), Is.EqualTo(("istio-config", false, true)));
            Assert.That(config.ServiceExportTo, Is.EqualTo([".", "other"]));
            Assert.That(config.RuleExportTo, Is.EqualTo(["."]));
            Assert.That(new[] { "mesh=yes", "env=ci", "env=prod", "" }.Select(label => config.Discovers(Labels(label))), Is.EqualTo([true, true, false, false]));
        });
    }

    [TestCase("")]
    [TestCase("[]")]
    [TestCase("text")]
    [TestCase("{}")]
    [TestCase("rootNamespace: ''")]
    [TestCase("{enableAutoMtls: true, outboundTrafficPolicy: {mode: ALLOW_ANY}, discoverySelectors: null}")]
    public void Read_AConfigurationThatSaysNothing_IsTheDefault(string yaml)
    {
        var config = MeshConfigReader.Read(yaml, "istio-system");
        Assert.Multiple(() =>
        {
            Assert.That((config.RootNamespace, config.AutoMtls, config.RegistryOnly), Is.EqualTo(("istio-system", true, false)));
            Assert.That((config.ServiceExportTo.Length, config.RuleExportTo.Length, config.DiscoverySelectors.Length), Is.EqualTo((0, 0, 0)));
            Assert.That(config.Discovers(Labels("")), Is.True);
        });
    }

    [Test]
    public void Read_WhatIsNotYaml_IsRefused() => Assert.That(() => MeshConfigReader.Read("{", "istio-system"), Throws.InstanceOf<YamlException>());

    private static ImmutableSortedDictionary<string, string> Labels(string pair)
        => pair.Length == 0 ? ImmutableSortedDictionary<string, string>.Empty : ImmutableSortedDictionary<string, string>.Empty.Add(pair.Split('=')[0], pair.Split('=')[1]);
}
