using System.Collections.Immutable;
using ClusterProbe.Core.CiSystems;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;

namespace ClusterProbe.Core.Checks;

/// <summary>The ServiceAccount that creates build pods is given or found, and exists.</summary>
internal sealed class CiIdentityKnown : Check
{
    private const string HowToSay = "Say which ServiceAccount creates the build pods: --service-account NAMESPACE/NAME, or spec.ciIdentity in the profile.";

    public override string Code => "CP4002";

    public override string Title => "the CI identity is known and exists";

    public override Category Category => Category.Rbac;

    public override ImmutableArray<FactKind> Needs => [FactKind.Access];

    public override ImmutableArray<string> Reasons => ["Given", "Discovered", "IdentityUnknown", "NamespaceMissing", "ServiceAccountMissing"];

    public override IEnumerable<Finding> Evaluate(CheckContext context)
    {
        var access = context.Facts.Access;
        if (access.Identity.IsUnknown(out var cause)) return [NotEvaluated(Subject.Cluster, "The CI identity", cause) with { Remediation = new Remediation(HowToSay) }];
        if (!access.Identity.IsKnown(out var identity))
        {
            return
            [
                Warn(Subject.Cluster, "IdentityUnknown", "Nothing says which ServiceAccount creates the build pods, and no workload of the CI system was found in the cluster.")
                    with { Remediation = new Remediation(HowToSay) },
            ];
        }

        return [Existence(identity, access)];
    }

    private Finding Existence(CiIdentity identity, AccessFacts access)
    {
        var account = identity.Account;
        var subject = Subject.ForServiceAccount(account.Namespace, account.Name);
        if (access.Namespace.IsAbsent)
        {
            return Fail(subject, "NamespaceMissing", $"The CI identity is {account}, and there is no namespace {account.Namespace}.") with
            {
                Remediation = new Remediation(
                    "Create the namespace and the ServiceAccount, or name the identity that the CI system really uses.",
                    FixKind.IdentityNamespace,
                    ServiceAccountManifest.WithNamespace(account)),
            };
        }

        if (access.ServiceAccount.IsAbsent)
        {
            return Fail(subject, "ServiceAccountMissing", $"The CI identity is {account}, and there is no such ServiceAccount.") with
            {
                Remediation = new Remediation(
                    "Create the ServiceAccount, or name the identity that the CI system really uses.",
                    FixKind.IdentityServiceAccount,
                    ServiceAccountManifest.For(account)),
            };
        }

        if (access.ServiceAccount.IsUnknown(out var cause)) return NotEvaluated(subject, $"Whether the ServiceAccount {account} exists", cause);
        return identity.Source == IdentitySource.Given
            ? Pass(subject, "Given", $"Build pods are created as {account}, as the profile says.")
            : Pass(subject, "Discovered", $"Build pods are created as {account}, under which the CI system's workloads run.");
    }
}
