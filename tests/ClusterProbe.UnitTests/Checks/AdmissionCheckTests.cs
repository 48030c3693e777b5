using System.Collections.Immutable;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.UnitTests.Checks;

/// <summary>What only clouds and broken clusters answer; the rest is tested against a real API server.</summary>
internal sealed class AdmissionCheckTests
{
    private static readonly AdmissionAnswer Admitted = new(true, 201, "", "") { Pod = new PodView() };
    private static readonly Profile Profile = BuiltInProfiles.For(CiSystem.Harness) with { BuildNamespaces = ["ci"] };

    [TestCase("""admission webhook "validation.gatekeeper.sh" denied the request: [no-priv] no""", "Gatekeeper", "Add ci to spec.match.excludedNamespaces of constraint no-priv")]
    [TestCase("admission webhook \"validate.kyverno.svc-fail\" denied the request: \n\nresource Pod/ci/p was blocked due to the following policies \n\nno-priv:\n  rule-1: 'x'", "Kyverno", "Kyverno policy no-priv (rule rule-1) in ci")]
    [TestCase("""admission webhook "warden-validating.common-webhooks.networking.gke.io" denied the request: GKE Warden rejected the request: {"[denied by autogke-disallow-privilege]":["x"]}""", "GkeWardenAutopilot", "GKE Standard node pool")]
    [TestCase("""pods "p" is forbidden: unable to validate against any security context constraint: [provider restricted-v2: .containers[0].privileged: Invalid value: true]""", "OpenShiftScc", "ServiceAccount ci/default use the security context constraint privileged")]
    [TestCase("Pod \"p\" is invalid: spec.containers[0].securityContext.privileged: Forbidden: disallowed by cluster policy", "ApiServerPrivilegedOff", "--allow-privileged=true")]
    public void PrivilegedRefused_NamesWhoAndTheWayOut(string message, string reason, string fix)
    {
        var finding = Finding("CP1002", Answer(ProbeVariant.Privileged, message));

        Assert.Multiple(() =>
        {
            Assert.That((finding.Status, finding.Reason, finding.Required), Is.EqualTo((FindingStatus.Warn, reason, false)));
            Assert.That(finding.Evidence[0], Is.EqualTo(message));
            Assert.That(finding.Message, Does.Contain("First blocker").And.Contain("--skip CP1002"));
            Assert.That(finding.Remediation!.Text, Does.Contain(fix));
        });
    }

    [Test]
    public void Scc_IsFixedByABinding()
        => Assert.That(
            Finding("CP1002", Answer(ProbeVariant.Privileged, "pods \"p\" is forbidden: unable to validate against any security context constraint: []")).Remediation!.Manifest,
            Is.EqualTo("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata:
                  name: builds-use-scc-privileged
                  namespace: ci
                roleRef:
                  apiGroup: rbac.authorization.k8s.io
                  kind: ClusterRole
                  name: "system:openshift:scc:privileged"
                subjects:
                - kind: ServiceAccount
                  name: default
                  namespace: ci

                """));

    [Test]
    public void PrivilegedOnFargate_IsRefusedByItsScheduler()
    {
        var finding = Finding("CP1002", (ProbeVariant.Privileged, Fact.Known(Admitted with { Pod = new PodView { SchedulerName = "fargate-scheduler" } })));

        Assert.That((finding.Status, finding.Reason), Is.EqualTo((FindingStatus.Warn, "FargateScheduler")));
    }

    [TestCase(true, "AdmittedFailOpen")]
    [TestCase(false, "Admitted")]
    public void PrivilegedAdmitted_WhereWebhooksAreUnknown_IsSaidWithReserve(bool unknown, string reason)
    {
        var webhooks = unknown ? new Fact<WebhookInventory>() : Fact.Known(new WebhookInventory([]));

        Assert.That(Finding("CP1002", webhooks: webhooks), Has.Property("Status").EqualTo(FindingStatus.Pass).And.Property("Reason").EqualTo(reason));
    }

    [TestCase("CP1001")]
    [TestCase("CP1002")]
    [TestCase("CP1003")]
    [TestCase("CP1004")]
    [TestCase("CP1005")]
    [TestCase("CP1006")]
    public void UnansweredProbe_IsNotEvaluated_AndSaysWhatIsMissing(string code)
    {
        var cause = new UnknownCause(UnknownReason.NotPermitted, "pods is forbidden (HTTP 403)") { Missing = new Permission("", "pods", "create") };
        var finding = Finding(code, [.. Enum.GetValues<ProbeVariant>().Select(variant => (variant, Fact.Unknown<AdmissionAnswer>(cause)))]);

        Assert.Multiple(() =>
        {
            Assert.That((finding.Status, finding.Reason), Is.EqualTo((FindingStatus.Error, "NotPermitted")));
            Assert.That(finding.Remediation!.Text, Does.Contain("create pods"));
        });
    }

    [TestCase("CP1001")]
    [TestCase("CP1002")]
    [TestCase("CP1007")]
    public void FactsOfNothing_AreNotEvaluated(string code)
        => Assert.That(Evaluate(code, Empty, Profile).Status, Is.EqualTo(FindingStatus.Error));

    [Test]
    public void WithoutANamespace_EveryCheckIsSkipped([Values("CP1001", "CP1005")] string code)
        => Assert.That(Evaluate(code, Empty, Profile with { BuildNamespaces = [] }).Status, Is.EqualTo(FindingStatus.Skip));

    [TestCase("CP1002")]
    [TestCase("CP1003")]
    public void Windows_HasNeither(string code)
        => Assert.That(
            Evaluate(code, Empty, Profile with { Shapes = [Profile.Shapes[0] with { OperatingSystem = "windows" }] }).Reason,
            Is.EqualTo("NotOnWindows"));

    [TestCase("admission webhook \"w\" does not support dry run", FindingStatus.Error)]
    [TestCase("Timeout: request did not complete within requested timeout - context deadline exceeded", FindingStatus.Error)]
    [TestCase("Internal error occurred: failed calling webhook \"w\": EOF", FindingStatus.Fail)]
    [TestCase("pods \"p\" is forbidden: exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1", FindingStatus.Fail)]
    [TestCase("pods \"p\" is forbidden: a plug-in that nobody knows", FindingStatus.Error)]
    public void AsBuiltRefused_TellsDeniedFromNotJudged(string message, FindingStatus status)
        => Assert.That(Finding("CP1001", Answer(ProbeVariant.AsBuilt, message)).Status, Is.EqualTo(status));

    [Test]
    public void HardenedRefused_WhereTheBuildsOwnPodIsAdmitted_IsOnlyAWarning()
        => Assert.That(
            Finding("CP1004", Answer(ProbeVariant.Restricted, "admission webhook \"w\" denied the request: no probes")),
            Has.Property("Status").EqualTo(FindingStatus.Warn).And.Property("Required").False);

    [Test]
    public void AnotherCiIdentity_IsNamedBesideTheOneThatAsked()
        => Assert.That(
            Evaluate("CP1001", Facts([]), Profile with { CiIdentity = new("delegate", "harness") }).Evidence,
            Is.EqualTo(["asked as admin for a pod of ServiceAccount ci/default; the CI identity is system:serviceaccount:delegate:harness"]));

    [Test]
    public void Fix_KeepsTheNamespacesOtherLabels()
    {
        var labels = ImmutableSortedDictionary<string, string>.Empty.Add("team", "a: b").Add("kubernetes.io/metadata.name", "ci");
        var facts = Facts([Answer(ProbeVariant.Privileged, "pods \"p\" is forbidden: violates PodSecurity \"baseline:latest\": privileged (container \"x\" must not)")]) with
        {
            BuildNamespaces = [new("ci") { Namespace = Fact.Known(new NamespaceFact("Active", labels, ImmutableSortedDictionary<string, string>.Empty)) }],
        };

        Assert.That(Evaluate("CP1002", facts, Profile).Remediation!.Manifest, Is.EqualTo("""
            apiVersion: v1
            kind: Namespace
            metadata:
              name: ci
              labels:
                pod-security.kubernetes.io/enforce: privileged
                team: "a: b"

            """));
    }

    private static ClusterFacts Empty { get; } = new() { CollectedAt = DateTimeOffset.UnixEpoch, Source = "test" };

    private static (ProbeVariant Variant, Fact<AdmissionAnswer> Answer) Answer(ProbeVariant variant, string denial)
        => (variant, Fact.Known(new AdmissionAnswer(false, 403, "", denial)));

    private static Finding Finding(string code, params (ProbeVariant Variant, Fact<AdmissionAnswer> Answer)[] answers)
        => Evaluate(code, Facts(answers), Profile);

    private static Finding Finding(string code, Fact<WebhookInventory> webhooks)
        => Evaluate(code, Facts([]) with { AdmissionPolicies = new AdmissionPolicyFacts { Validating = webhooks } }, Profile);

    private static ClusterFacts Facts((ProbeVariant Variant, Fact<AdmissionAnswer> Answer)[] answers) => Empty with
    {
        AdmissionPolicies = new AdmissionPolicyFacts { Validating = Fact.Known(new WebhookInventory([])) },
        AdmissionProbes =
        [
            .. Enum.GetValues<ProbeVariant>().Select(variant => new AdmissionProbe("ci", "default", variant)
            {
                AskedAs = "admin",
                Answer = answers.Where(answer => answer.Variant == variant).Select(answer => answer.Answer).FirstOrDefault() ?? Fact.Known(Admitted),
            }),
        ],
    };

    private static Finding Evaluate(string code, ClusterFacts facts, Profile profile)
        => CheckEngine.Evaluate(CheckRegistry.All.Where(check => check.Code == code), new CheckContext(facts, profile, facts.CollectedAt)).Findings.Single();
}
