using System.Collections.Immutable;
using ClusterProbe.Core.CiSystems;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Checks;

/// <summary>The ServiceAccount that build pods run under exists in each build namespace.</summary>
internal sealed class BuildServiceAccountExists : Check
{
    private const string AmazonRole = "eks.amazonaws.com/role-arn";

    public override string Code => "CP6002";

    public override string Title => "the build pods' ServiceAccount exists";

    public override Category Category => Category.CiSystem;

    public override ImmutableArray<FactKind> Needs => [FactKind.BuildNamespaces];

    public override ImmutableArray<string> Reasons => ["Exists", "Missing", "NamespaceMissing"];

    public override IEnumerable<Finding> Evaluate(CheckContext context)
    {
        foreach (var name in context.Profile.BuildNamespaces)
        {
            var facts = context.Facts.BuildNamespaces.FirstOrDefault(item => item.Name == name) ?? new BuildNamespaceFacts(name);
            yield return Judge(facts, new ServiceAccountReference(name, context.Profile.BuildServiceAccount));
        }
    }

    private Finding Judge(BuildNamespaceFacts facts, ServiceAccountReference account)
    {
        var subject = Subject.ForServiceAccount(account.Namespace, account.Name);
        if (facts.Namespace.IsAbsent) return Skip(subject, "NamespaceMissing", $"There is no namespace {account.Namespace}.");
        if (facts.ServiceAccount.IsUnknown(out var cause)) return NotEvaluated(subject, $"The ServiceAccount {account}", cause);
        return facts.ServiceAccount.IsKnown(out var known)
            ? Pass(subject, "Exists", $"{account} exists; {Describe(known)}.")
            : Fail(subject, "Missing", $"There is no ServiceAccount {account}, and pods that name it are refused.") with
            {
                Remediation = new Remediation(
                    "Create the ServiceAccount. Builds that use AWS through it also need its annotation eks.amazonaws.com/role-arn.",
                    FixKind.BuildServiceAccount,
                    ServiceAccountManifest.For(account)),
            };
    }

    private static string Describe(ServiceAccountFact account)
        => (account.AutomountToken == false ? "its token is mounted only into pods that ask for it" : "pods get its token")
            + (account.Annotations.TryGetValue(AmazonRole, out var role) ? $" and assume the AWS role {role}" : "");
}
