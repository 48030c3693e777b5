using System.Collections.Immutable;
using System.Text.Json;
using ClusterProbe.Core.Admission;
using ClusterProbe.Core.Admission.PodSecurity;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.UnitTests.Admission;

internal sealed class ProbePodTests
{
    private static readonly Profile Harness = BuiltInProfiles.For(CiSystem.Harness) with { BuildServiceAccount = "builder" };
    private static readonly BuildShape Docker = Harness.Shapes[0] with
    {
        Containers = [.. Harness.Shapes[0].Containers, new() { Name = "dind", Image = "docker:28-dind", Privileged = true }],
        HostNetwork = true,
    };

    private static readonly BuildShape Windows = Harness.Shapes[0] with { OperatingSystem = "windows" };

    [TestCase(ProbeVariant.Restricted, PodSecurityLevel.Restricted)]
    [TestCase(ProbeVariant.WithoutRequests, PodSecurityLevel.Restricted)]
    [TestCase(ProbeVariant.Root, PodSecurityLevel.Baseline)]
    [TestCase(ProbeVariant.Privileged, PodSecurityLevel.Privileged)]
    public void Variant_NeedsExactlyItsPodSecurityLevel(ProbeVariant variant, PodSecurityLevel needed)
    {
        var pod = Build(Docker, variant);

        Assert.That(
            Enum.GetValues<PodSecurityLevel>().Where(level => PodSecurityEvaluator.Evaluate(level, PodSecurityVersion.Latest, pod).Allowed).Max(),
            Is.EqualTo(needed));
    }

    [Test]
    public void Privileged_IsTheContainerThatNeedsIt_WithoutForbiddingEscalation()
    {
        var contexts = Build(Docker, ProbeVariant.Privileged).GetProperty("spec").GetProperty("containers").EnumerateArray()
            .ToDictionary(container => container.GetProperty("name").GetString()!, container => container.GetProperty("securityContext"));

        Assert.Multiple(() =>
        {
            Assert.That(contexts.Where(context => context.Value.TryGetProperty("privileged", out _)).Select(context => context.Key), Is.EqualTo(["dind"]));
            Assert.That(contexts["dind"].TryGetProperty("allowPrivilegeEscalation", out _), Is.False);
            Assert.That(contexts["step-1"].GetProperty("allowPrivilegeEscalation").GetBoolean(), Is.False);
        });
    }

    [TestCase(ProbeVariant.Restricted, "readinessProbe", true)]
    [TestCase(ProbeVariant.AsBuilt, "readinessProbe", false)]
    [TestCase(ProbeVariant.Restricted, "resources", true)]
    [TestCase(ProbeVariant.WithoutRequests, "resources", false)]
    public void Variant_HasTheField(ProbeVariant variant, string field, bool expected)
        => Assert.That(
            Build(Docker, variant).GetProperty("spec").GetProperty("containers").EnumerateArray().Select(container => container.TryGetProperty(field, out _)),
            Has.All.EqualTo(expected));

    [TestCase(ProbeVariant.AsBuilt, true)]
    [TestCase(ProbeVariant.Privileged, false)]
    public void HostNetwork_IsOnlyInThePodAsBuilt(ProbeVariant variant, bool expected)
        => Assert.That(Build(Docker, variant).GetProperty("spec").TryGetProperty("hostNetwork", out _), Is.EqualTo(expected));

    [Test]
    public void Pod_IsRealistic()
    {
        var pod = Build(Docker, ProbeVariant.Restricted);
        var spec = pod.GetProperty("spec");

        Assert.Multiple(() =>
        {
            Assert.That(pod.GetProperty("metadata").TryGetProperty("name", out _), Is.False, "a fixed name can be taken");
            Assert.That(pod.GetProperty("metadata").GetProperty("generateName").GetString(), Is.EqualTo("clusterprobe-"));
            Assert.That(spec.GetProperty("serviceAccountName").GetString(), Is.EqualTo("builder"));
            Assert.That(spec.GetProperty("activeDeadlineSeconds").GetInt64(), Is.EqualTo(86_400));
            Assert.That(spec.GetProperty("containers")[0].GetProperty("resources").GetProperty("requests").GetProperty("memory").GetString(), Is.EqualTo("600Mi"));
        });
    }

    [Test]
    public void Windows_HasNoFieldsOfLinux_AndNoVariantsThatNeedThem()
    {
        var pod = Build(Windows, ProbeVariant.Restricted).GetProperty("spec");

        Assert.Multiple(() =>
        {
            Assert.That(ProbePod.VariantsFor(Windows), Is.EquivalentTo([ProbeVariant.Restricted, ProbeVariant.AsBuilt]));
            Assert.That(pod.GetProperty("containers").EnumerateArray().Any(container => container.TryGetProperty("securityContext", out _)), Is.False);
            Assert.That(pod.GetProperty("securityContext").EnumerateObject().Select(field => field.Name), Is.EqualTo(["runAsNonRoot"]));
            Assert.That(pod.GetProperty("os").GetProperty("name").GetString(), Is.EqualTo("windows"));
        });
    }

    [TestCase("abc123", true)]
    [TestCase("_abc", false)]
    [TestCase("a", false)]
    [TestCase("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", false)]
    public void HarnessLabels_AreThoseThatHarnessKeeps(string account, bool kept)
    {
        using var pod = JsonDocument.Parse(ProbePod.Build(Harness with { Harness = new(AccountId: account) }, Docker, ProbeVariant.AsBuilt));
        var metadata = pod.RootElement.GetProperty("metadata");

        Assert.That(metadata.TryGetProperty("labels", out var labels) && labels.GetProperty("accountID").GetString() == account, Is.EqualTo(kept));
    }

    [Test]
    public void Placement_IsThatOfTheShape()
    {
        var shape = Docker with
        {
            Tolerations = [new("gpu", "Equal", "true", "NoSchedule")],
            NodeSelector = ImmutableSortedDictionary<string, string>.Empty.Add("pool", "ci"),
            RequiredNodeAffinity = [new NodeSelectorTerm([new("zone", "In", ["a", "b"])], [])],
        };

        var spec = Build(shape, ProbeVariant.Restricted).GetProperty("spec");

        Assert.Multiple(() =>
        {
            Assert.That(spec.GetProperty("tolerations").GetRawText(), Is.EqualTo("""[{"key":"gpu","operator":"Equal","value":"true","effect":"NoSchedule"}]"""));
            Assert.That(spec.GetProperty("nodeSelector").GetRawText(), Is.EqualTo("""{"pool":"ci"}"""));
            Assert.That(
                spec.GetProperty("affinity").GetRawText(),
                Is.EqualTo("""{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"zone","operator":"In","values":["a","b"]}]}]}}}"""));
        });
    }

    private static JsonElement Build(BuildShape shape, ProbeVariant variant)
    {
        using var document = JsonDocument.Parse(ProbePod.Build(Harness, shape, variant));
        return document.RootElement.Clone();
    }
}
