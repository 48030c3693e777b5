using System.Text.Json;
using ClusterProbe.Core.Admission.PodSecurity;

namespace ClusterProbe.UnitTests.Admission.PodSecurity;

/// <summary>The rules that are easily missed; the whole table is compared with a real API server in the integration tests.</summary>
internal sealed class PodSecurityEvaluatorTests
{
    private const string Hardened = """ "allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"]} """;
    private const string HardenedPod = """ "runAsNonRoot": true, "seccompProfile": {"type": "RuntimeDefault"} """;

    [TestCase(HardenedPod, Hardened)]
    [TestCase(HardenedPod, """ "privileged": false, """ + Hardened)]
    [TestCase(""" "seccompProfile": {"type": "Localhost"} """, """ "runAsNonRoot": true, """ + Hardened)]
    public void Restricted_HardenedPod_IsAllowed(string podContext, string context)
        => Assert.That(Restricted("latest", Pod(podContext, context)).Violations, Is.Empty);

    [TestCase("seccompProfile", """ "runAsNonRoot": true, "seccompProfile": {"type": "Unconfined"} """, """ "seccompProfile": {"type": "RuntimeDefault"}, """ + Hardened, TestName = "A bad seccomp profile of the pod is not made up for")]
    [TestCase("runAsNonRoot != true", """ "runAsNonRoot": false, "seccompProfile": {"type": "RuntimeDefault"} """, """ "runAsNonRoot": true, """ + Hardened, TestName = "A pod that runs as root is not made up for")]
    [TestCase("runAsUser=0", """ "runAsUser": 0, """ + HardenedPod, """ "runAsUser": 1000, """ + Hardened, TestName = "User 0 of the pod is not made up for")]
    [TestCase("forbidden AppArmor profile", """ "appArmorProfile": {"type": "Unconfined"}, """ + HardenedPod, Hardened, TestName = "AppArmor unconfined")]
    [TestCase("runAsNonRoot != true", """ "runAsUser": 1000, "seccompProfile": {"type": "RuntimeDefault"} """, Hardened, TestName = "A user id does not stand in for runAsNonRoot")]
    [TestCase("unrestricted capabilities", HardenedPod, """ "allowPrivilegeEscalation": false, "capabilities": {"drop": ["all"]} """, TestName = "Capability names are literal")]
    [TestCase("unrestricted capabilities", HardenedPod, """ "allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"], "add": ["CAP_NET_BIND_SERVICE"]} """, TestName = "Capability names have no prefix")]
    public void Restricted_OneThingMissing_NamesExactlyThat(string reason, string podContext, string context)
        => Assert.That(Restricted("latest", Pod(podContext, context)).Violations.Select(violation => violation.Reason), Is.EqualTo([reason]));

    [TestCase("v1.34", "runAsNonRoot != true", "runAsUser=0")]
    [TestCase("v1.35")]
    [TestCase("latest")]
    public void Restricted_UserNamespace_LiftsTheUserRulesSince135(string version, params string[] reasons)
    {
        var pod = Pod(""" "runAsUser": 0, "seccompProfile": {"type": "RuntimeDefault"} """, Hardened, """ "hostUsers": false, """);

        Assert.That(Restricted(version, pod).Violations.Select(violation => violation.Reason), Is.EqualTo(reasons));
    }

    [TestCase("v1.24", "allowPrivilegeEscalation != false", "unrestricted capabilities", "runAsNonRoot != true", "seccompProfile")]
    [TestCase("v1.25", "runAsNonRoot != true")]
    public void Restricted_Windows_LiftsThreeRulesSince125(string version, params string[] reasons)
        => Assert.That(
            Restricted(version, Pod("", "", """ "os": {"name": "windows"}, """)).Violations.Select(violation => violation.Reason),
            Is.EqualTo(reasons));

    [Test]
    public void Restricted_WindowsByNodeSelectorOnly_LiftsNothing()
        => Assert.That(
            Restricted("latest", Pod("", "", """ "nodeSelector": {"kubernetes.io/os": "windows"}, """)).Violations,
            Has.Length.EqualTo(4));

    [Test]
    public void DenialMessage_JoinsTheClausesInUpstreamsOrder()
        => Assert.That(
            Restricted("latest", Pod("", """ "privileged": true """)).DenialMessage,
            Is.EqualTo("violates PodSecurity \"restricted:latest\": "
                + "privileged (container \"c\" must not set securityContext.privileged=true), "
                + "allowPrivilegeEscalation != false (container \"c\" must set securityContext.allowPrivilegeEscalation=false), "
                + "unrestricted capabilities (container \"c\" must set securityContext.capabilities.drop=[\"ALL\"]), "
                + "runAsNonRoot != true (pod or container \"c\" must set securityContext.runAsNonRoot=true), "
                + "seccompProfile (pod or container \"c\" must set securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\")"));

    [Test]
    public void Privileged_AllowsEverything()
    {
        using var pod = JsonDocument.Parse(Pod("", """ "privileged": true """));

        Assert.That(PodSecurityEvaluator.Evaluate(PodSecurityLevel.Privileged, PodSecurityVersion.Latest, pod.RootElement).Allowed);
    }

    [TestCase("{}")]
    [TestCase("[]")]
    [TestCase("""{"spec": {"containers": null, "volumes": [7, null], "securityContext": []}, "metadata": {"annotations": {"a": 1}}}""")]
    public void Baseline_AbsurdPod_DoesNotThrow(string json)
    {
        using var pod = JsonDocument.Parse(json);

        Assert.That(PodSecurityEvaluator.Evaluate(PodSecurityLevel.Baseline, PodSecurityVersion.Latest, pod.RootElement).Allowed);
    }

    [TestCase("latest", "latest")]
    [TestCase("v1.25", "v1.25")]
    [TestCase("v1.0", "v1.0")]
    [TestCase(null, "latest")]
    [TestCase("v1.01", "latest")]
    [TestCase("v2.0", "latest")]
    [TestCase("1.25", "latest")]
    [TestCase("v1.", "latest")]
    public void Version_Parse_FallsBackToTheLatest(string? label, string version)
        => Assert.That(PodSecurityVersion.Parse(label).ToString(), Is.EqualTo(version));

    private static PodSecurityResult Restricted(string version, string json)
    {
        using var pod = JsonDocument.Parse(json);
        return PodSecurityEvaluator.Evaluate(PodSecurityLevel.Restricted, PodSecurityVersion.Parse(version), pod.RootElement);
    }

    private static string Pod(string podContext, string context, string spec = "")
        => $$"""{"spec": { {{spec}} "securityContext": { {{podContext}} }, "containers": [{"name": "c", "securityContext": { {{context}} } }] } }""";
}
