using System.Collections.Immutable;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Nodes;

namespace ClusterProbe.Core.Checks;

/// <summary>CP7011: builders without privilege can make user namespaces, as rootless BuildKit, Buildah and Podman do.</summary>
internal sealed class UserNamespacesAllowed : NodeCheck
{
    private const string NotMeaningful = nameof(NotMeaningful);

    public override string Code => "CP7011";

    public override string Title => "nodes let rootless builders make user namespaces";

    protected override ImmutableArray<string> OwnReasons =>
        [nameof(UserNamespaceState.Allowed), nameof(UserNamespaceState.None), nameof(UserNamespaceState.SwitchedOff), nameof(UserNamespaceState.Restricted), NotMeaningful];

    public override Finding Evaluate(NodeFacts facts, Subject node) => UserNamespaces.Of(facts) switch
    {
        UserNamespaceState.Allowed => Pass(node, nameof(UserNamespaceState.Allowed), "Processes without privilege may make user namespaces, as far as the node decides it."),
        UserNamespaceState.None => Caution(
            node,
            nameof(UserNamespaceState.None),
            "user.max_user_namespaces is 0: rootless builders are not possible.",
            "Set user.max_user_namespaces=28633 on the node (sysctl)."),
        UserNamespaceState.SwitchedOff => Caution(
            node,
            nameof(UserNamespaceState.SwitchedOff),
            "kernel.unprivileged_userns_clone is 0: rootless builders are not possible.",
            "Set kernel.unprivileged_userns_clone=1 on the node (sysctl)."),
        UserNamespaceState.Restricted => Caution(
            node,
            nameof(UserNamespaceState.Restricted),
            "kernel.apparmor_restrict_unprivileged_userns is 1: only programs with an AppArmor profile that allows it may make user namespaces.",
            "Set kernel.apparmor_restrict_unprivileged_userns=0 on the node (sysctl), or install an AppArmor profile for the builder on it."),
        _ when facts.MaxUserNamespaces.IsKnown(out _)
            => Skip(node, NotMeaningful, "The agent runs in a user namespace, where user.max_user_namespaces says nothing about the node.") with { Required = false },
        _ => NotKnown(node, facts.MaxUserNamespaces),
    };
}
