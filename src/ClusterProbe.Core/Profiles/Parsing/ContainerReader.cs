using ClusterProbe.Core.Facts;

namespace ClusterProbe.Core.Profiles.Parsing;

/// <summary>Reads a container of a build shape.</summary>
internal static class ContainerReader
{
    private static readonly string[] Protocols = ["TCP", "UDP", "SCTP"];

    private static readonly ContainerShape Default = BuiltInProfiles.GenericBuild.Containers[0];

    /// <summary>A container that is described in place of a list of containers.</summary>
    public static ContainerShape Single(Fields shape) => Read(shape) with { Name = Default.Name };

    /// <summary>An item of a list of containers.</summary>
    /// <param name="fields">Its fields.</param>
    /// <param name="names">The names of the pod's containers before it, to which its own is added.</param>
    /// <param name="isInit">Whether it is an init container, which can be a sidecar.</param>
    public static ContainerShape Read(Fields fields, HashSet<string> names, bool isInit)
    {
        var name = fields["name"].Required().Text(NameForm.DnsLabel);
        if (name is not null && !names.Add(name)) fields["name"].Fail($"\"{name}\" is given twice");
        var ports = fields["hostPorts"].List(item => item.Mapping(HostPort));
        return Read(fields) with
        {
            Name = name ?? "",
            HostPorts = ports ?? [],
            Sidecar = isInit && fields["sidecar"].Flag() == true,
        };
    }

    private static ContainerShape Read(Fields fields)
    {
        var resources = fields["resources"].Mapping(ResourcesReader.Read);
        return Default with
        {
            Image = fields["image"].Text() ?? Default.Image,
            Requests = resources?.Requests ?? Default.Requests,
            Limits = resources?.Limits ?? Default.Limits,
            Privileged = fields["privileged"].Flag() ?? false,
        };
    }

    private static HostPort? HostPort(Fields fields)
    {
        var port = (int?)fields["port"].Required().Number(1, 65_535);
        var protocol = fields["protocol"].OneOf(Protocols) ?? "TCP";
        var address = fields["hostIP"].Text() ?? "";
        return port is { } number ? new HostPort(address, protocol, number) : null;
    }
}
