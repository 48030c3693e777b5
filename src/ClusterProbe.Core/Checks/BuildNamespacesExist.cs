using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Yaml;

namespace ClusterProbe.Core.Checks;

/// <summary>CP6001: the build namespaces exist and accept objects.</summary>
internal sealed class BuildNamespacesExist : Check
{
    public override string Code => "CP6001";

    public override string Title => "build namespaces exist";

    public override Category Category => Category.CiSystem;

    public override ImmutableArray<FactKind> Needs => [FactKind.BuildNamespaces];

    public override ImmutableArray<string> Reasons => ["NoBuildNamespace", "Exists", "Missing", "Terminating"];

    public override IEnumerable<Finding> Evaluate(CheckContext context)
        => context.Profile.BuildNamespaces.IsEmpty
            ? [Skip(Subject.Cluster, "NoBuildNamespace", "No build namespace is named: use --namespace or the profile.")]
            : context.Profile.BuildNamespaces.Select(name =>
                Evaluate(name, (context.Facts.BuildNamespaces.FirstOrDefault(facts => facts.Name == name) ?? new BuildNamespaceFacts(name)).Namespace));

    private Finding Evaluate(string name, Fact<NamespaceFact> fact)
    {
        var subject = Subject.ForNamespace(name);
        if (fact.IsUnknown(out var cause)) return NotEvaluated(subject, $"Namespace {name}", cause);
        if (!fact.IsKnown(out var known))
        {
            return Fail(subject, "Missing", $"Namespace {name} does not exist.") with
            {
                Remediation = new Remediation(
                    "Create the namespace, or correct the name in the profile.",
                    FixKind.BuildNamespace,
                    YamlWriter.Write(("apiVersion", "v1"), ("kind", "Namespace"), ("metadata", new (string, object)[] { ("name", name) }))),
            };
        }

        return known.Phase == "Terminating"
            ? Fail(subject, "Terminating", $"Namespace {name} is being deleted: nothing can be created in it.") with
            {
                Remediation = new Remediation("Wait until it is gone, find what keeps it (finalizers), and create it again."),
            }
            : Pass(subject, "Exists", $"Namespace {name} exists.");
    }
}
