using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Mesh;

namespace ClusterProbe.UnitTests.Mesh;

internal sealed class InjectionTests
{
    private const string NamespaceLabel = "istio-injection";
    private const string Revision = "istio.io/rev";
    private const string Inject = "sidecar.istio.io/inject";

    /// <summary>The webhooks of the Istio chart for a revision; those of the default one also answer to the classic labels.</summary>
    internal static ImmutableArray<InjectorWebhook> WebhooksOf(string revision)
    {
        ImmutableArray<InjectorWebhook> webhooks =
        [
            Webhook("rev.namespace", [new(Revision, "In", [revision]), new(NamespaceLabel, "DoesNotExist", [])], [new(Inject, "NotIn", ["false"])]),
            Webhook(
                "rev.object",
                [new(Revision, "DoesNotExist", []), new(NamespaceLabel, "DoesNotExist", [])],
                [new(Inject, "NotIn", ["false"]), new(Revision, "In", [revision])]),
        ];
        return revision != "default" ? webhooks :
        [
            .. webhooks,
            Webhook("namespace", [new(NamespaceLabel, "In", ["enabled"])], [new(Inject, "NotIn", ["false"])]),
            Webhook(
                "object",
                [new(NamespaceLabel, "DoesNotExist", []), new(Revision, "DoesNotExist", [])],
                [new(Inject, "In", ["true"]), new(Revision, "DoesNotExist", [])]),
        ];

        InjectorWebhook Webhook(string name, ImmutableArray<LabelRequirement> namespaces, ImmutableArray<LabelRequirement> pods)
            => new($"istio-sidecar-injector-{revision}", $"{name}.sidecar-injector.istio.io", revision)
            {
                ServiceNamespace = "istio-system",
                NamespaceSelector = new(PolicyNotation.Labels(""), namespaces),
                ObjectSelector = new(PolicyNotation.Labels(""), pods),
            };
    }

    [TestCase("istio-injection=enabled", "", null, "default", TestName = "{m} I01")]
    [TestCase("", "", null, null, TestName = "{m} I02")]
    [TestCase("istio-injection=disabled", "sidecar.istio.io/inject=true", null, null, TestName = "{m} I03")]
    [TestCase("istio-injection=enabled", "sidecar.istio.io/inject=false", null, null, TestName = "{m} I04")]
    [TestCase("istio-injection=enabled", "", "false", null, TestName = "{m} I05")]
    [TestCase("istio-injection=enabled", "sidecar.istio.io/inject=true", "false", "default", TestName = "{m} I06")]
    [TestCase("istio-injection=enabled", "sidecar.istio.io/inject=false", "true", null, TestName = "{m} I07")]
    [TestCase("istio.io/rev=1-30", "", null, "1-30", TestName = "{m} I08")]
    [TestCase("istio.io/rev=canary", "", null, null, TestName = "{m} I09")]
    [TestCase("istio-injection=enabled,istio.io/rev=1-30", "", null, "default", TestName = "{m} I10")]
    [TestCase("istio-injection=disabled,istio.io/rev=1-30", "", null, null, TestName = "{m} I11")]
    [TestCase("", "istio.io/rev=1-30", null, "1-30", TestName = "{m} I12")]
    [TestCase("istio-injection=enabled", "istio.io/rev=1-30", null, "default", TestName = "{m} I13")]
    [TestCase("", "sidecar.istio.io/inject=true", null, "default", TestName = "{m} I14")]
    [TestCase("istio-injection=enabled", "", null, null, "kube-system", TestName = "{m} I15")]
    [TestCase("istio.io/rev=1-30", "sidecar.istio.io/inject=false", null, null, TestName = "{m} I16")]
    [TestCase("istio-injection=enabled", "", null, null, "build", true, TestName = "{m} I17")]
    [TestCase("istio-injection=enabled", "sidecar.istio.io/inject=no", null, null, TestName = "{m} another word for no")]
    [TestCase("istio-injection=enabled", "", "FALSE", null, TestName = "{m} no in capitals")]
    [TestCase("istio-injection=enabled", "", "off", null, TestName = "{m} off")]
    [TestCase("istio-injection=enabled", "", "maybe", null, TestName = "{m} a word that is neither counts as no")]
    [TestCase("istio-injection=enabled", "sidecar.istio.io/inject=Yes", "false", "default", TestName = "{m} another word for yes")]
    [TestCase("istio-injection=enabled", "", "on", "default", TestName = "{m} on")]
    [TestCase("istio-injection=enabled", "sidecar.istio.io/inject=", "false", "default", TestName = "{m} an empty label hides the annotation")]
    [TestCase("", "sidecar.istio.io/inject=yes", null, null, TestName = "{m} the webhook asks for the word true")]
    public void Revision_OfAVector_IsTheExpectedOne(
        string namespaceLabels, string podLabels, string? annotation, string? expected, string @namespace = "build", bool hostNetwork = false)
    {
        var annotations = PolicyNotation.Labels(annotation is null ? "" : $"{Inject}={annotation}");

        var revision = Injection.Predict(
            [.. WebhooksOf("1-30"), .. WebhooksOf("default")],
            @namespace,
            PolicyNotation.Labels(namespaceLabels),
            new PodToInject(PolicyNotation.Labels(podLabels), annotations, hostNetwork));

        Assert.That(revision, Is.EqualTo(expected));
    }

    [Test]
    public void Revision_WithoutAnyWebhook_IsNone()
        => Assert.That(
            Injection.Predict([], "build", PolicyNotation.Labels("istio-injection=enabled"), new PodToInject(PolicyNotation.Labels(""), PolicyNotation.Labels(""))),
            Is.Null);
}
