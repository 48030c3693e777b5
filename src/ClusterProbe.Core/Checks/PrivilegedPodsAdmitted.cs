using ClusterProbe.Core.Admission;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Checks;

/// <summary>CP1002: privileged pods are admitted, as Docker-in-Docker needs them.</summary>
internal sealed class PrivilegedPodsAdmitted : CapabilityCheck
{
    public override string Code => "CP1002";

    public override string Title => "privileged build pods are admitted";

    protected override Capability Capability => Capability.DockerInDocker;

    protected override string CapabilityName => "docker-in-docker";

    protected override ProbeVariant Variant => ProbeVariant.Privileged;

    protected override string Pods => "privileged pods";

    protected override string Consequence => "Docker-in-Docker, Buildx and Buildah will not work there";

    protected override AdmissionAnswer? AsBuilt(BuildProbes probes)
        => probes.Shape.Containers.Any(container => container.Privileged) && probes[ProbeVariant.AsBuilt].Answer.IsKnown(out var answer) ? answer : null;
}
