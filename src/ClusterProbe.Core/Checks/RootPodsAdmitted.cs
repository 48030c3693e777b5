using ClusterProbe.Core.Admission;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Checks;

/// <summary>CP1003: pods that run as root without privilege are admitted, as kaniko needs them.</summary>
internal sealed class RootPodsAdmitted : CapabilityCheck
{
    public override string Code => "CP1003";

    public override string Title => "build pods that run as root are admitted";

    protected override Capability Capability => Capability.RootBuilds;

    protected override string CapabilityName => "root-builds";

    protected override ProbeVariant Variant => ProbeVariant.Root;

    protected override string Pods => "pods that run as root";

    protected override string Consequence => "kaniko and steps that install packages will not work there";

    protected override AdmissionAnswer? AsBuilt(BuildProbes probes) => null;
}
