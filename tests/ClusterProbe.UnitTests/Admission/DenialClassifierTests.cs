using ClusterProbe.Core.Admission;
using ClusterProbe.Core.Facts;

namespace ClusterProbe.UnitTests.Admission;

internal sealed class DenialClassifierTests
{
    private const string F = "pods \"cp-a\" is forbidden: ";
    private const string W = "warden-validating.common-webhooks.networking.gke.io";

    [TestCase(403, DenialClass.PodSecurity, F + "violates PodSecurity \"baseline:latest\": privileged (container \"c\" must not set securityContext.privileged=true)", TestName = "M01")]
    [TestCase(403, DenialClass.PodSecurity, F + "violates PodSecurity \"baseline:v1.30\": privileged (containers \"a\", \"b\" must not set securityContext.privileged=true)", TestName = "M02")]
    [TestCase(403, DenialClass.PodSecurity, F + "violates PodSecurity \"restricted:latest\": allowPrivilegeEscalation != false (container \"c\" must set securityContext.allowPrivilegeEscalation=false), runAsNonRoot != true (pod or container \"c\" must set securityContext.runAsNonRoot=true)", TestName = "M03")]
    [TestCase(422, DenialClass.ValidatingAdmissionPolicy, F + "ValidatingAdmissionPolicy 'no-priv' with binding 'no-priv-ci' denied request: privileged is off limits", TestName = "M04")]
    [TestCase(403, DenialClass.ValidatingAdmissionPolicy, F + "ValidatingAdmissionPolicy 'no-priv' denied request: privileged is off limits", TestName = "M05")]
    [TestCase(422, DenialClass.ValidatingAdmissionPolicy, F + "ValidatingAdmissionPolicy 'pss' with binding 'all' denied request: violates PodSecurity \"baseline\" rule of company X", TestName = "M06")]
    [TestCase(422, DenialClass.PolicyMisconfigured, F + "ValidatingAdmissionPolicy 'p' with binding 'b' denied request: failed to configure policy: no such kind", TestName = "M07")]
    [TestCase(400, DenialClass.OtherWebhook, "admission webhook \"deny.example.com\" denied the request without explanation", TestName = "M08")]
    [TestCase(403, DenialClass.OtherWebhook, "admission webhook \"deny.example.com\" denied the request: NotToday", TestName = "M09")]
    [TestCase(403, DenialClass.Gatekeeper, "admission webhook \"validation.gatekeeper.sh\" denied the request: [psp-privileged-container] Privileged container is not allowed: c", TestName = "M10")]
    [TestCase(403, DenialClass.Gatekeeper, "admission webhook \"validation.gatekeeper.sh\" denied the request: [psp-privileged-container] Privileged container is not allowed: c\n[must-have-owner] label owner missing", TestName = "M11")]
    [TestCase(400, DenialClass.Kyverno, "admission webhook \"validate.kyverno.svc-fail\" denied the request: \n\nresource Pod/ci/cp-a was blocked due to the following policies \n\ndisallow-privileged:\n  privileged-containers: 'validation error: Privileged mode is disallowed. rule privileged-containers failed at path /spec/containers/0/securityContext/privileged/'", TestName = "M12")]
    [TestCase(400, DenialClass.Kyverno, "admission webhook \"validate.kyverno.svc-fail\" denied the request: \n\nresource Pod/ci/cp-a was blocked due to the following policies \n\npss:\n  baseline: 'validation error: violates PodSecurity \"baseline:latest\"'", TestName = "M13")]
    [TestCase(400, DenialClass.GkeWardenAutopilot, "admission webhook \"" + W + "\" denied the request: GKE Warden rejected the request because it violates one or more constraints.\nViolations details: {\"[denied by autogke-disallow-privilege]\":[\"container test is privileged; not allowed in Autopilot\"]}\nRequested by user: 'u', groups: 'g'.", TestName = "M14")]
    [TestCase(400, DenialClass.GkeWardenOther, "admission webhook \"" + W + "\" denied the request: GKE Warden rejected the request because it violates one or more constraints.\nViolations details: {\"[denied by rbac-binding-limitation]\":[\"x\"]}\nRequested by user: 'u', groups: 'g'.", TestName = "M15")]
    [TestCase(400, DenialClass.GkeAllowlistMismatch, "admission webhook \"" + W + "\" denied the request: \n\n====\nWorkload Mismatches Found for Allowlist (acme-dind):\n...", TestName = "M16")]
    [TestCase(400, DenialClass.GkePolicyController, "admission webhook \"gkepolicy.common-webhooks.networking.gke.io\" denied the request: GKE Policy Controller rejected the request because it violates one or more policies: {\"[denied by autogke-disallow-privilege]\":[\"container c is privileged; not allowed in Autopilot\"]}", TestName = "M17")]
    [TestCase(403, DenialClass.GkePolicyController, "admission webhook \"validation.gatekeeper.sh\" denied the request: [denied by autogke-disallow-privilege] container c is privileged", TestName = "M18")]
    [TestCase(403, DenialClass.AzurePolicy, "admission webhook \"validation.gatekeeper.sh\" denied the request: [azurepolicy-k8sazurev2noprivilege-0a1b2c] Privileged container is not allowed: c, securityContext: {\"privileged\": true}", TestName = "M19")]
    [TestCase(403, DenialClass.AzurePolicy, "admission webhook \"validation.gatekeeper.sh\" denied the request: [azurepolicy-example-0a1b2c] Privileged [ephemeral|init|N/A] containers are disallowed: spec.containers[*].securityContext.privileged is set to true", TestName = "M20")]
    [TestCase(403, DenialClass.OpenShiftScc, F + "unable to validate against any security context constraint: [provider \"anyuid\": Forbidden: not usable by user or serviceaccount, provider restricted-v2: .containers[0].privileged: Invalid value: true: Privileged containers are not allowed]", TestName = "M21")]
    [TestCase(403, DenialClass.PodSecurityPolicy, F + "PodSecurityPolicy: unable to admit pod: [spec.containers[0].securityContext.privileged: Invalid value: true: Privileged containers are not allowed]", TestName = "M22")]
    [TestCase(403, DenialClass.PodSecurityPolicy, F + "PodSecurityPolicy: unable to admit pod: []", TestName = "M23")]
    [TestCase(403, DenialClass.PodSecurityPolicy, F + "unable to validate against any pod security policy: [spec.containers[0].securityContext.privileged: Invalid value: true: Privileged containers are not allowed]", TestName = "M24")]
    [TestCase(422, DenialClass.ApiServerPrivilegedOff, "Pod \"cp-a\" is invalid: spec.containers[0].securityContext.privileged: Forbidden: disallowed by cluster policy", TestName = "M25")]
    [TestCase(403, DenialClass.Rbac, "pods is forbidden: User \"system:serviceaccount:clusterprobe:agent\" cannot create resource \"pods\" in API group \"\" in the namespace \"ci\"", TestName = "M26")]
    [TestCase(403, DenialClass.Rbac, "pods is forbidden: User \"u\" cannot create resource \"pods\" in API group \"\" in the namespace \"kube-system\": GKE Warden authz [denied by managed-namespaces-limitation]: the namespace \"kube-system\" is managed and the request's verb \"create\" is denied", TestName = "M27")]
    [TestCase(403, DenialClass.Quota, F + "exceeded quota: team, requested: requests.cpu=1, used: requests.cpu=4, limited: requests.cpu=4", TestName = "M28")]
    [TestCase(403, DenialClass.Quota, F + "failed quota: team: must specify limits.cpu for: c", TestName = "M29")]
    [TestCase(403, DenialClass.Quota, F + "status unknown for quota: team, resources: requests.cpu", TestName = "M30")]
    [TestCase(403, DenialClass.QuotaScope, F + "insufficient quota to match these scopes: [{PriorityClass In [system-node-critical system-cluster-critical]}]", TestName = "M31")]
    [TestCase(403, DenialClass.LimitRange, F + "[maximum cpu usage per Container is 1, but limit is 2, maximum memory usage per Container is 1Gi, but limit is 2Gi]", TestName = "M32")]
    [TestCase(403, DenialClass.LimitRange, F + "Maximum cpu usage per Container is 1, but limit is 2.", TestName = "M33")]
    [TestCase(403, DenialClass.LimitRange, F + "minimum cpu usage per Container is 50m, but request is 10m", TestName = "M34")]
    [TestCase(403, DenialClass.LimitRange, F + "cpu max limit to request ratio per Container is 10, but provided ratio is 40.000000", TestName = "M35")]
    [TestCase(403, DenialClass.ServiceAccountMissing, F + "error looking up service account ci/builder: serviceaccount \"builder\" not found", TestName = "M36")]
    [TestCase(403, DenialClass.ServiceAccountMissing, F + "service account ci/default was not found, retry after the service account is created", TestName = "M37")]
    [TestCase(404, DenialClass.NamespaceMissing, "namespaces \"ci\" not found", TestName = "M38")]
    [TestCase(403, DenialClass.NamespaceTerminating, F + "unable to create new content in namespace ci because it is being terminated", TestName = "M39")]
    [TestCase(500, DenialClass.WebhookCallFailed, "Internal error occurred: failed calling webhook \"w.example.com\": failed to call webhook: Post \"https://w.ns.svc:443/validate?timeout=10s\": context deadline exceeded", TestName = "M40")]
    [TestCase(500, DenialClass.WebhookCallFailed, "Internal error occurred: failed calling webhook \"w.example.com\": Post \"https://w.ns.svc:443/validate\": x509: certificate has expired or is not yet valid", TestName = "M41")]
    [TestCase(400, DenialClass.WebhookNoDryRun, "admission webhook \"legacy.example.com\" does not support dry run", TestName = "M42")]
    [TestCase(403, DenialClass.PluginNotReady, F + "not yet ready to handle request", TestName = "M43")]
    [TestCase(504, DenialClass.ServerTimeout, "Timeout: request did not complete within requested timeout - context deadline exceeded", TestName = "M44")]
    [TestCase(409, DenialClass.NameConflict, "pods \"cp-a\" already exists", TestName = "M45")]
    [TestCase(429, DenialClass.TooManyRequests, "Too many requests, please try again later.", TestName = "M46")]
    [TestCase(422, DenialClass.InvalidSpec, "Pod \"cp-a\" is invalid: spec.containers[0].securityContext: Invalid value: cannot set `allowPrivilegeEscalation` to false and `privileged` to true", TestName = "M47")]
    public void Classify_KnowsTheProducer(int httpStatus, DenialClass expected, string message)
    {
        var denial = DenialClassifier.Classify(httpStatus, message);

        Assert.Multiple(() =>
        {
            Assert.That(denial.Class, Is.EqualTo(expected));
            Assert.That(denial.Message, Is.EqualTo(message));
        });
    }

    [TestCase(F + "ValidatingAdmissionPolicy 'pss' with binding 'all' denied request: violates PodSecurity \"baseline\" rule of company X", DenialClass.ValidatingAdmissionPolicy, TestName = "A policy that quotes Pod Security")]
    [TestCase(F + "ValidatingAdmissionPolicy 'p' denied request: exceeded quota: failed calling webhook \"x\": y", DenialClass.ValidatingAdmissionPolicy, TestName = "A policy that quotes a quota and a webhook")]
    [TestCase("admission webhook \"w\" denied the request: Internal error occurred: failed calling webhook \"x\": y", DenialClass.OtherWebhook, TestName = "A webhook that quotes a failed call")]
    [TestCase("admission webhook \"w\" denied the request: this does not support dry run", DenialClass.OtherWebhook, TestName = "A webhook that quotes dry run")]
    [TestCase(F + "pod rejected: RuntimeClass \"gvisor\" not found", DenialClass.RuntimeClassMissing, TestName = "RuntimeClass")]
    [TestCase(F + "no PriorityClass with name urgent was found", DenialClass.PriorityClassMissing, TestName = "PriorityClass")]
    [TestCase("Internal error occurred: failed calling webhook \"w\": Webhook SideEffects is nil", DenialClass.WebhookCallFailed, TestName = "Side effects nil")]
    [TestCase("Privileged containers are not allowed", DenialClass.Unknown, TestName = "The word privileged alone says nothing")]
    [TestCase("", DenialClass.Unknown, TestName = "No message")]
    public void Classify_OutermostProducerWins(string message, DenialClass expected)
        => Assert.That(DenialClassifier.Classify(403, message).Class, Is.EqualTo(expected));

    [Test]
    public void Classify_Admitted_IsNoDenial()
        => Assert.That(DenialClassifier.Classify(new AdmissionAnswer(true, 201, "", "")), Is.Null);

    [Test]
    public void PodSecurity_NamesLevelVersionRulesAndContainers()
    {
        var denial = DenialClassifier.Classify(403, F + "violates PodSecurity \"baseline:v1.30\": privileged (containers \"a\", \"b\" must not set securityContext.privileged=true)" + ", runAsUser=0 (pod and container \"b\" must not set runAsUser=0)");

        Assert.Multiple(() =>
        {
            Assert.That((denial.Level, denial.Version), Is.EqualTo(("baseline", "v1.30")));
            Assert.That(denial.Rules, Is.EqualTo(["privileged", "runAsUser=0"]));
            Assert.That(denial.Containers, Is.EqualTo(["a", "b"]));
        });
    }

    [Test]
    public void PodSecurity_WithoutThePrivilegedRule_SaysSo()
        => Assert.That(
            DenialClassifier.Classify(403, F + "violates PodSecurity \"restricted:latest\": allowPrivilegeEscalation != false (container \"c\" must set securityContext.allowPrivilegeEscalation=false), runAsNonRoot != true (pod or container \"c\" must set securityContext.runAsNonRoot=true)").Rules,
            Is.EqualTo(["allowPrivilegeEscalation != false", "runAsNonRoot != true"]));

    [Test]
    public void AdmissionPolicy_NamesPolicyAndBinding()
    {
        var bound = DenialClassifier.Classify(422, F + "ValidatingAdmissionPolicy 'no-priv' with binding 'no-priv-ci' denied request: privileged is off limits");
        var unbound = DenialClassifier.Classify(403, F + "ValidatingAdmissionPolicy 'no-priv' denied request: privileged is off limits");

        Assert.Multiple(() =>
        {
            Assert.That((bound.Policy, bound.Binding, bound.Detail), Is.EqualTo(("no-priv", "no-priv-ci", "privileged is off limits")));
            Assert.That((unbound.Policy, unbound.Binding), Is.EqualTo(("no-priv", (string?)null)));
        });
    }

    [TestCase("admission webhook \"validation.gatekeeper.sh\" denied the request: [psp-privileged-container] Privileged container is not allowed: c", "psp-privileged-container")]
    [TestCase("admission webhook \"validation.gatekeeper.sh\" denied the request: [psp-privileged-container] Privileged container is not allowed: c\n[must-have-owner] label owner missing", "psp-privileged-container", "must-have-owner")]
    [TestCase("admission webhook \"validate.kyverno.svc-fail\" denied the request: \n\nresource Pod/ci/cp-a was blocked due to the following policies \n\ndisallow-privileged:\n  privileged-containers: 'validation error: Privileged mode is disallowed. rule privileged-containers failed at path /spec/containers/0/securityContext/privileged/'", "privileged-containers")]
    [TestCase("admission webhook \"" + W + "\" denied the request: GKE Warden rejected the request because it violates one or more constraints.\nViolations details: {\"[denied by autogke-disallow-privilege]\":[\"container test is privileged; not allowed in Autopilot\"]}\nRequested by user: 'u', groups: 'g'.", "autogke-disallow-privilege")]
    [TestCase("admission webhook \"" + W + "\" denied the request: GKE Warden rejected the request because it violates one or more constraints.\nViolations details: {\"[denied by rbac-binding-limitation]\":[\"x\"]}\nRequested by user: 'u', groups: 'g'.", "rbac-binding-limitation")]
    [TestCase("admission webhook \"gkepolicy.common-webhooks.networking.gke.io\" denied the request: GKE Policy Controller rejected the request because it violates one or more policies: {\"[denied by autogke-disallow-privilege]\":[\"container c is privileged; not allowed in Autopilot\"]}", "autogke-disallow-privilege")]
    [TestCase("admission webhook \"validation.gatekeeper.sh\" denied the request: [azurepolicy-k8sazurev2noprivilege-0a1b2c] Privileged container is not allowed: c, securityContext: {\"privileged\": true}", "azurepolicy-k8sazurev2noprivilege-0a1b2c")]
    [TestCase(F + "[maximum cpu usage per Container is 1, but limit is 2, maximum memory usage per Container is 1Gi, but limit is 2Gi]", "maximum cpu usage per Container is 1, but limit is 2", "maximum memory usage per Container is 1Gi, but limit is 2Gi")]
    [TestCase(F + "cpu max limit to request ratio per Container is 10, but provided ratio is 40.000000", "cpu max limit to request ratio per Container is 10, but provided ratio is 40.000000")]
    public void Rules_AreNamed(string message, params string[] rules)
        => Assert.That(DenialClassifier.Classify(403, message).Rules, Is.EqualTo(rules));

    [Test]
    public void Webhooks_AreNamedWithTheirParticulars()
        => Assert.Multiple(() =>
        {
            Assert.That(DenialClassifier.Classify(400, "admission webhook \"validate.kyverno.svc-fail\" denied the request: \n\nresource Pod/ci/cp-a was blocked due to the following policies \n\ndisallow-privileged:\n  privileged-containers: 'validation error: Privileged mode is disallowed. rule privileged-containers failed at path /spec/containers/0/securityContext/privileged/'").Policy, Is.EqualTo("disallow-privileged"));
            Assert.That(DenialClassifier.Classify(400, "admission webhook \"" + W + "\" denied the request: \n\n====\nWorkload Mismatches Found for Allowlist (acme-dind):\n...").Allowlist, Is.EqualTo("acme-dind"));
            Assert.That(DenialClassifier.Classify(400, "admission webhook \"legacy.example.com\" does not support dry run").Webhook, Is.EqualTo("legacy.example.com"));
            Assert.That(DenialClassifier.Classify(500, "Internal error occurred: failed calling webhook \"w.example.com\": failed to call webhook: Post \"https://w.ns.svc:443/validate?timeout=10s\": context deadline exceeded").Webhook, Is.EqualTo("w.example.com"));
            Assert.That(DenialClassifier.Classify(500, "Internal error occurred: failed calling webhook \"w.example.com\": Post \"https://w.ns.svc:443/validate\": x509: certificate has expired or is not yet valid").Detail, Does.EndWith("x509: certificate has expired or is not yet valid"));
        });

    [Test]
    public void Scc_NamesTheOneThatTheIdentityMayUse()
        => Assert.That(DenialClassifier.Classify(403, F + "unable to validate against any security context constraint: [provider \"anyuid\": Forbidden: not usable by user or serviceaccount, provider restricted-v2: .containers[0].privileged: Invalid value: true: Privileged containers are not allowed]").UsableSccs, Is.EqualTo(["restricted-v2"]));

    [TestCase(F + "exceeded quota: team, requested: requests.cpu=1, used: requests.cpu=4, limited: requests.cpu=4", "team")]
    [TestCase(F + "failed quota: team: must specify limits.cpu for: c", "team")]
    [TestCase(F + "status unknown for quota: team, resources: requests.cpu", "team")]
    public void Quota_IsNamed(string message, string quota)
        => Assert.That(DenialClassifier.Classify(403, message).Quota, Is.EqualTo(quota));

    [Test]
    public void Quota_GivesTheNumbers()
        => Assert.That(
            DenialClassifier.Classify(403, F + "exceeded quota: team, requested: requests.cpu=1,requests.memory=2Gi, used: requests.cpu=4,requests.memory=1Gi, limited: requests.cpu=4,requests.memory=2Gi").QuotaUses,
            Is.EqualTo([new QuotaUse("requests.cpu", "1", "4", "4"), new QuotaUse("requests.memory", "2Gi", "1Gi", "2Gi")]));

    [TestCase(F + "error looking up service account ci/builder: serviceaccount \"builder\" not found", "ci", "builder")]
    [TestCase(F + "service account ci/default was not found, retry after the service account is created", "ci", "default")]
    [TestCase("namespaces \"ci\" not found", "ci", null)]
    [TestCase(F + "unable to create new content in namespace ci because it is being terminated", "ci", null)]
    [TestCase(F + "no PriorityClass with name urgent was found", null, "urgent")]
    [TestCase(F + "pod rejected: RuntimeClass \"gvisor\" not found", null, "gvisor")]
    public void MissingThings_AreNamed(string message, string? @namespace, string? name)
    {
        var denial = DenialClassifier.Classify(403, message);

        Assert.That((denial.Namespace, denial.MissingObject), Is.EqualTo((@namespace, name)));
    }

    [Test]
    public void Rbac_NamesTheUserAndKeepsTheAuthorizersReason()
    {
        var denial = DenialClassifier.Classify(403, "pods is forbidden: User \"u\" cannot create resource \"pods\" in API group \"\" in the namespace \"kube-system\": GKE Warden authz [denied by managed-namespaces-limitation]: the namespace \"kube-system\" is managed and the request's verb \"create\" is denied");

        Assert.Multiple(() =>
        {
            Assert.That(denial.User, Is.EqualTo("u"));
            Assert.That(denial.Detail, Does.StartWith("GKE Warden authz [denied by managed-namespaces-limitation]"));
        });
    }
}
