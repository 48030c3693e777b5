namespace ClusterProbe.Core.Nodes;

/// <summary>Whether a process without privilege can make user namespaces, as rootless builders do.</summary>
internal enum UserNamespaceState
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>It can.</summary>
    Allowed,

    /// <summary>None can be made: <c>user.max_user_namespaces</c> is 0.</summary>
    None,

    /// <summary>Debian's switch forbids it.</summary>
    SwitchedOff,

    /// <summary>Ubuntu's AppArmor restricts it to programs that have a profile.</summary>
    Restricted,
}

/// <summary>Judges the switches that Linux and its distributions have for user namespaces.</summary>
internal static class UserNamespaces
{
    /// <summary>The value that a user namespace of its own has, whatever the node's is.</summary>
    private const long Inherited = int.MaxValue;

    extension(UserNamespaceState state)
    {
        /// <summary>As a published fact; null when not known.</summary>
        public string? Word => state switch
        {
            UserNamespaceState.Allowed => "allowed",
            UserNamespaceState.None or UserNamespaceState.SwitchedOff => "off",
            UserNamespaceState.Restricted => "restricted",
            _ => null,
        };
    }

    public static UserNamespaceState Of(NodeFacts facts)
    {
        if (facts.UnprivilegedUserNamespaces.IsKnown(out var clone) && clone == 0) return UserNamespaceState.SwitchedOff;
        if (facts.MaxUserNamespaces.IsKnown(out var most) && most == 0) return UserNamespaceState.None;
        if (facts.AppArmorRestriction.IsKnown(out var restriction) && restriction != 0) return UserNamespaceState.Restricted;
        return IsMeaningful(facts) ? UserNamespaceState.Allowed : UserNamespaceState.Unknown;
    }

    /// <summary>Whether the number that was read is the node's.</summary>
    public static bool IsMeaningful(NodeFacts facts)
        => facts.MaxUserNamespaces.IsKnown(out var most)
            && (facts.InUserNamespace.IsKnown(out var nested) ? !nested : most < Inherited);
}
