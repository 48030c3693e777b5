namespace ClusterProbe.Core.Findings;

/// <summary>The group under which a check is reported, in the order of the report.</summary>
public enum Category
{
    /// <summary>CP1xxx: what admission says to build pods.</summary>
    Admission,

    /// <summary>CP2xxx: what the platform allows.</summary>
    Platform,

    /// <summary>CP3xxx: service meshes.</summary>
    Mesh,

    /// <summary>CP4xxx: what the CI identity may do.</summary>
    Rbac,

    /// <summary>CP5xxx: room for builds.</summary>
    Capacity,

    /// <summary>CP6xxx: the CI system's own parts.</summary>
    CiSystem,

    /// <summary>CP7xxx: the nodes themselves, as the agents on them see them.</summary>
    Node,

    /// <summary>CP8xxx: what the profile itself asks for and waives.</summary>
    Profile,
}
