using System.Collections.Immutable;

namespace ClusterProbe.Core.Profiles.Parsing;

/// <summary>Reads the document's fields into a profile. What it does not say is as in the built-in profile of its CI system.</summary>
internal static class DocumentReader
{
    private const int MostBuilds = 100_000;

    /// <summary>What the API server adds to an object's metadata, so that <c>kubectl get clusterreadiness -o yaml</c> is a profile too.</summary>
    private static readonly string[] ServerMetadata =
        ["annotations", "creationTimestamp", "finalizers", "generation", "labels", "managedFields", "ownerReferences", "resourceVersion", "uid"];

    public static Profile? Read(Fields document, IReadOnlyCollection<string> checkCodes)
    {
        _ = document["apiVersion"].Required().OneOf(["clusterprobe.io/v1alpha1"]);
        _ = document["kind"].Required().OneOf(["ClusterReadiness"]);
        _ = document["status"];
        var name = document["metadata"].Required().Mapping(Name);
        return document["spec"].Required().Mapping(spec => Spec(spec, name ?? "", checkCodes));
    }

    private static string? Name(Fields metadata)
    {
        foreach (var field in ServerMetadata) _ = metadata[field];
        return metadata["name"].Required().Text(NameForm.DnsSubdomain);
    }

    private static Profile Spec(Fields spec, string name, IReadOnlyCollection<string> checkCodes)
    {
        var system = spec["ciSystem"].Required().OneOf(ProfileNames.CiSystems);
        var builtIn = BuiltInProfiles.For(system ?? CiSystem.Harness);
        if (system is not (null or CiSystem.Harness) && spec["harness"].IsPresent) spec["harness"].Fail("is only for ciSystem \"harness\"");
        return builtIn with
        {
            Name = name,
            BuildNamespaces = spec["buildNamespaces"].Names(NameForm.DnsLabel) ?? builtIn.BuildNamespaces,
            CiIdentity = spec["ciIdentity"].Mapping(Identity) ?? builtIn.CiIdentity,
            BuildServiceAccount = spec["buildServiceAccount"].Text(NameForm.DnsSubdomain) ?? builtIn.BuildServiceAccount,
            Require = Capabilities(spec["require"]) ?? builtIn.Require,
            Shapes = Shapes(spec["shapes"], builtIn.Shapes[0]) ?? builtIn.Shapes,
            Load = spec["load"].Mapping(load => Load(load, builtIn.Load)) ?? builtIn.Load,
            Harness = spec["harness"].Mapping(Harness) ?? builtIn.Harness,
            Endpoints = Endpoints(spec["endpoints"]) ?? builtIn.Endpoints,
            Waivers = spec["waivers"].List(item => item.Mapping(waiver => WaiverReader.Read(waiver, checkCodes))) ?? builtIn.Waivers,
        };
    }

    private static ServiceAccountReference? Identity(Fields identity)
    {
        var space = identity["namespace"].Required().Text(NameForm.DnsLabel);
        var name = identity["name"].Required().Text(NameForm.DnsSubdomain);
        return space is null || name is null ? null : new ServiceAccountReference(space, name);
    }

    private static ImmutableArray<Capability>? Capabilities(Field require)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var names = require.List(item =>
        {
            var name = item.OneOf([.. ProfileNames.Capabilities.Keys]);
            if (name is not null && !seen.Add(name)) item.Fail($"\"{name}\" is given twice");
            return name;
        });
        return names is { } known ? [.. known.Where(ProfileNames.Capabilities.ContainsKey).Select(name => ProfileNames.Capabilities[name])] : null;
    }

    private static ImmutableArray<BuildShape>? Shapes(Field shapes, BuildShape inherited)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var read = shapes.List(item => item.Mapping(shape =>
        {
            var result = ShapeReader.Read(shape, inherited);
            if (result.Name.Length > 0 && !seen.Add(result.Name)) shape["name"].Fail($"\"{result.Name}\" is given twice");
            return result;
        }));
        if (read is { IsEmpty: true }) shapes.Fail("must have at least one item");
        return read;
    }

    private static ImmutableArray<BuildEndpoint>? Endpoints(Field endpoints)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var read = endpoints.List(item => item.Mapping(endpoint =>
        {
            var result = EndpointReader.Read(endpoint);
            if (result is not null && !seen.Add(result.Name)) endpoint["name"].Fail($"\"{result.Name}\" is given twice");
            return result;
        }));
        if (read is { Length: > EndpointReader.Most }) endpoints.Fail($"must have at most {EndpointReader.Most} items");
        return read;
    }

    private static BuildLoad Load(Fields load, BuildLoad inherited) => new(
        (int?)load["parallelBuilds"].Number(1, MostBuilds) ?? inherited.ParallelBuilds,
        (int?)load["pullRequestsPerDay"].Number(1, MostBuilds) ?? inherited.PullRequestsPerDay);

    private static HarnessSettings Harness(Fields harness) => new(
        harness["accountId"].Text(),
        harness["orgId"].Text(),
        harness["projectId"].Text(),
        harness["pipelineId"].Text(),
        harness["stageId"].Text());
}
