using System.Collections.Immutable;
using ClusterProbe.Core.Access;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;

namespace ClusterProbe.Core.Checks;

/// <summary>The CI identity has, in each build namespace, the permissions that builds use.</summary>
internal sealed class CiIdentityPermitted : Check
{
    public override string Code => "CP4001";

    public override string Title => "the CI identity may do what builds need";

    public override Category Category => Category.Rbac;

    public override ImmutableArray<FactKind> Needs => [FactKind.Access, FactKind.BuildNamespaces];

    public override ImmutableArray<string> Reasons => ["Permitted", "PermissionMissing", "OptionalPermissionMissing", "NamespaceMissing", "NothingNeeded"];

    public override IEnumerable<Finding> Evaluate(CheckContext context)
    {
        var profile = PermissionProfile.For(context.Profile);
        var identity = context.Facts.Access.Identity;
        foreach (var name in context.Profile.BuildNamespaces)
        {
            var subject = Subject.ForNamespace(name);
            if (profile.Permissions.IsEmpty)
            {
                yield return Skip(subject, "NothingNeeded", "Builds of this kind run in pods that call no API.");
            }
            else if (context.Facts.BuildNamespaces.Any(item => item.Name == name && item.Namespace.IsAbsent))
            {
                yield return Skip(subject, "NamespaceMissing", $"There is no namespace {name}; what is permitted in it says nothing until it exists.");
            }
            else if (identity.IsKnown(out var known))
            {
                foreach (var finding in Judge(new NamespaceAccess(name, known, profile, context.Facts.Access.Reviews))) yield return finding;
            }
            else
            {
                identity.IsUnknown(out var cause);
                yield return NotEvaluated(subject, "The CI identity", cause ?? NoIdentity) with
                {
                    Remediation = new Remediation("Say which ServiceAccount creates the build pods: --service-account NAMESPACE/NAME."),
                };
            }
        }
    }

    private static UnknownCause NoIdentity { get; } =
        new(UnknownReason.NotConfigured, "none is given, and no workload of the CI system was found in the cluster");

    private IEnumerable<Finding> Judge(NamespaceAccess access)
    {
        var subject = Subject.ForNamespace(access.Namespace);
        if (access.Worst is { } worst and not PermissionSeverity.Info)
        {
            var finding = worst == PermissionSeverity.Fail
                ? Fail(subject, "PermissionMissing", access.Message)
                : Warn(subject, "OptionalPermissionMissing", access.Message);
            yield return finding with { Evidence = access.Evidence, Remediation = access.Remediation };
        }
        else if (access.FirstUnknown is null)
        {
            yield return Pass(subject, "Permitted", access.Message) with { Evidence = access.Evidence };
        }

        if (access.FirstUnknown is { } unknown)
        {
            yield return NotEvaluated(subject, $"Whether {access.Identity} may {access.UnknownList} in {access.Namespace}", unknown);
        }
    }
}
