using ClusterProbe.Core.Admission;
using ClusterProbe.Core.Facts;

namespace ClusterProbe.UnitTests.Admission;

internal sealed class AdmissionProtocolTests
{
    private const string Admit = "";
    private const string PodSecurity = "pods \"p\" is forbidden: violates PodSecurity \"baseline:latest\": privileged (container \"c\" must not set securityContext.privileged=true)";
    private const string Autopilot = "admission webhook \"warden-validating.common-webhooks.networking.gke.io\" denied the request: GKE Warden rejected the request because it violates one or more constraints.\nViolations details: {\"[denied by autogke-disallow-privilege]\":[\"x\"]}";
    private const string Mismatch = "admission webhook \"warden-validating.common-webhooks.networking.gke.io\" denied the request: Workload Mismatches Found for Allowlist (acme):";
    private const string Quota = "pods \"p\" is forbidden: exceeded quota: team, requested: pods=1, used: pods=1, limited: pods=1";
    private const string Limits = "pods \"p\" is forbidden: maximum cpu usage per Container is 1, but limit is 2";
    private const string Rbac = "pods is forbidden: User \"u\" cannot create resource \"pods\" in API group \"\" in the namespace \"ci\"";
    private const string CallFailed = "Internal error occurred: failed calling webhook \"w\": failed to call webhook: Post \"https://w\": EOF";
    private const string NoDryRun = "admission webhook \"w\" does not support dry run";
    private const string TimedOut = "Timeout: request did not complete within requested timeout - context deadline exceeded";
    private const string Invalid = "Pod \"p\" is invalid: spec.containers[0].securityContext: Invalid value: cannot set `allowPrivilegeEscalation` to false and `privileged` to true";
    private const string NoServiceAccount = "pods \"p\" is forbidden: error looking up service account ci/b: serviceaccount \"b\" not found";
    private const string NoNamespace = "namespaces \"ci\" not found";
    private const string PrivilegedOff = "Pod \"p\" is invalid: spec.containers[0].securityContext.privileged: Forbidden: disallowed by cluster policy";
    private const string Azure = "admission webhook \"validation.gatekeeper.sh\" denied the request: [azurepolicy-x-0a] no latest";
    private const string TooMany = "Too many requests, please try again later.";

    [TestCase(Admit, Admit, null, AdmissionOutcome.Admitted, null, TestName = "V01")]
    [TestCase(Admit, PodSecurity, null, AdmissionOutcome.Denied, DenialClass.PodSecurity, TestName = "V04")]
    [TestCase(Admit, Autopilot, Admit, AdmissionOutcome.DeniedOnlyAsProbed, DenialClass.GkeWardenAutopilot, TestName = "V05")]
    [TestCase(Admit, Autopilot, Mismatch, AdmissionOutcome.Denied, DenialClass.GkeWardenAutopilot, TestName = "V06")]
    [TestCase(Quota, Admit, null, AdmissionOutcome.Inconclusive, DenialClass.Quota, TestName = "V07")]
    [TestCase(Limits, Admit, null, AdmissionOutcome.Inconclusive, DenialClass.LimitRange, TestName = "V08")]
    [TestCase(Rbac, Admit, null, AdmissionOutcome.Unknown, DenialClass.Rbac, TestName = "V09")]
    [TestCase(CallFailed, Admit, null, AdmissionOutcome.Unknown, DenialClass.WebhookCallFailed, TestName = "V10")]
    [TestCase(Admit, NoDryRun, null, AdmissionOutcome.Unknown, DenialClass.WebhookNoDryRun, TestName = "V11")]
    [TestCase(Admit, TimedOut, null, AdmissionOutcome.Unknown, DenialClass.ServerTimeout, TestName = "V12")]
    [TestCase(Admit, Quota, null, AdmissionOutcome.Unknown, DenialClass.Quota, TestName = "V13")]
    [TestCase(Admit, Invalid, null, AdmissionOutcome.Unknown, DenialClass.InvalidSpec, TestName = "V14")]
    [TestCase(PodSecurity, Admit, null, AdmissionOutcome.Inconclusive, DenialClass.PodSecurity, TestName = "V15")]
    [TestCase(NoServiceAccount, Admit, null, AdmissionOutcome.Inconclusive, DenialClass.ServiceAccountMissing, TestName = "V16")]
    [TestCase(NoNamespace, Admit, null, AdmissionOutcome.Inconclusive, DenialClass.NamespaceMissing, TestName = "V17")]
    [TestCase(Admit, PrivilegedOff, null, AdmissionOutcome.Denied, DenialClass.ApiServerPrivilegedOff, TestName = "V18")]
    [TestCase(Azure, Admit, null, AdmissionOutcome.Inconclusive, DenialClass.AzurePolicy, TestName = "V19")]
    [TestCase(TooMany, Admit, null, AdmissionOutcome.Unknown, DenialClass.TooManyRequests, TestName = "V20")]
    public void Decide_FollowsTheProtocol(string benign, string special, string? asBuilt, AdmissionOutcome outcome, DenialClass? @class)
    {
        var verdict = AdmissionProtocol.Decide(Answer(benign), Answer(special), asBuilt is null ? null : Answer(asBuilt), mayFailOpen: false);

        Assert.That((verdict.Outcome, verdict.Class), Is.EqualTo((outcome, @class)));
    }

    [Test(Description = "V02")]
    public void Decide_HandedToFargate_IsDeniedByItsScheduler()
    {
        var verdict = AdmissionProtocol.Decide(
            Answer(Admit), Answer(Admit) with { Pod = new PodView { SchedulerName = "fargate-scheduler" } }, null, mayFailOpen: true);

        Assert.That((verdict.Outcome, verdict.Class), Is.EqualTo((AdmissionOutcome.Denied, DenialClass.FargateScheduler)));
    }

    [Test(Description = "V03")]
    public void Decide_AdmittedWhereAWebhookFailsOpen_SaysSo()
        => Assert.That(
            AdmissionProtocol.Decide(Answer(Admit), Answer(Admit), null, mayFailOpen: true).Outcome,
            Is.EqualTo(AdmissionOutcome.AdmittedFailOpen));

    [TestCase(Autopilot, TestName = "V06 also reports the mismatch")]
    [TestCase(Admit, TestName = "An admitted probe does not hide that the build's own pod is refused")]
    public void Decide_AsBuiltRefused_IsKeptBesideTheVerdict(string special)
        => Assert.That(
            AdmissionProtocol.Decide(Answer(Admit), Answer(special), Answer(Mismatch), mayFailOpen: false).ShapeDenial?.Class,
            Is.EqualTo(DenialClass.GkeAllowlistMismatch));

    private static AdmissionAnswer Answer(string denial)
        => denial == Admit ? new(true, 201, "", "") : new(false, denial == TooMany ? 429 : 403, "", denial);
}
