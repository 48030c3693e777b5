using System.Collections.Immutable;

namespace ClusterProbe.Core.Profiles.Parsing;

/// <summary>
/// Reads a build shape: a pod in the words of a pod's spec, or, for a single container, its <c>image</c>, <c>resources</c> and
/// <c>privileged</c> directly. What it does not say is as in the built-in shape of the CI system.
/// </summary>
internal static class ShapeReader
{
    private const long LongestDeadline = int.MaxValue;

    private static readonly string[] OperatingSystems = ["linux", "windows"];

    private static readonly string[] Architectures =
        ["386", "amd64", "arm", "arm64", "loong64", "mips64le", "ppc64le", "riscv64", "s390x"];

    public static BuildShape Read(Fields shape, BuildShape inherited)
    {
        var read = inherited with
        {
            Name = shape["name"].Required().Text(NameForm.DnsLabel) ?? "",
            OperatingSystem = shape["os"].OneOf(OperatingSystems) ?? inherited.OperatingSystem,
            Architecture = shape["architecture"].OneOf(Architectures) ?? inherited.Architecture,
            Labels = Texts(shape["labels"], field => field.TextOrEmpty(NameForm.LabelValue)) ?? inherited.Labels,
            Annotations = Texts(shape["annotations"], field => field.TextOrEmpty()) ?? inherited.Annotations,
            NodeSelector = Texts(shape["nodeSelector"], field => field.TextOrEmpty(NameForm.LabelValue)) ?? inherited.NodeSelector,
            RequiredNodeAffinity = SchedulingReader.RequiredNodeAffinity(shape["affinity"]) ?? inherited.RequiredNodeAffinity,
            Tolerations = shape["tolerations"].List(item => item.Mapping(SchedulingReader.Toleration)) ?? inherited.Tolerations,
            RuntimeClassName = shape["runtimeClassName"].Text(NameForm.DnsSubdomain) ?? inherited.RuntimeClassName,
            PriorityClassName = shape["priorityClassName"].Text(NameForm.DnsSubdomain) ?? inherited.PriorityClassName,
            HostNetwork = shape["hostNetwork"].Flag() ?? inherited.HostNetwork,
            HostUsers = shape["hostUsers"].Flag() ?? inherited.HostUsers,
            ActiveDeadlineSeconds = shape["activeDeadlineSeconds"].Number(1, LongestDeadline) ?? inherited.ActiveDeadlineSeconds,
        };
        return Containers(shape) is { } containers ? read with { Containers = containers.Main, InitContainers = containers.Init } : read;
    }

    private static (ImmutableArray<ContainerShape> Main, ImmutableArray<ContainerShape> Init)? Containers(Fields shape)
    {
        var single = shape["image"].IsPresent || shape["resources"].IsPresent || shape["privileged"].IsPresent;
        var container = ContainerReader.Single(shape);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var main = shape["containers"].List(item => item.Mapping(each => ContainerReader.Read(each, names, isInit: false)));
        var init = shape["initContainers"].List(item => item.Mapping(each => ContainerReader.Read(each, names, isInit: true)));
        if (single && (main is not null || init is not null)) shape.Fail("say either containers, or image, resources and privileged for a single one");
        else if (main is { IsEmpty: true }) shape["containers"].Fail("must have at least one item");
        else if (main is null && init is not null) shape["containers"].Required();
        return single ? ([container], []) : main is { } list ? (list, init ?? []) : null;
    }

    private static ImmutableSortedDictionary<string, string>? Texts(Field field, Func<Field, string?> read)
        => field.Dictionary(NameForm.QualifiedName, (_, item) => read(item));
}
