using System.Collections.Immutable;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Serialization;
using ClusterProbe.Core.Facts;
using ClusterProbe.Kubernetes.Client;

namespace ClusterProbe.Kubernetes.Collectors;

/// <summary>Asks the API server for its version and, in two requests, for everything that it serves.</summary>
/// <remarks>
/// Aggregated discovery: KEP-3352, on by default since 1.27 (v2beta1) and 1.30 (v2). An aggregated API that is down is listed as stale,
/// and known to be so. A server that answers in another form leaves the facts unknown: an empty list would read as "serves nothing".
/// </remarks>
internal sealed class ServerCollector : ICollector
{
    private const string AggregatedKind = "APIGroupDiscoveryList";

    private static readonly ImmutableArray<MediaTypeWithQualityHeaderValue> AggregatedDiscovery =
    [
        MediaTypeWithQualityHeaderValue.Parse($"application/json;g=apidiscovery.k8s.io;v=v2;as={AggregatedKind}"),
        MediaTypeWithQualityHeaderValue.Parse($"application/json;g=apidiscovery.k8s.io;v=v2beta1;as={AggregatedKind}"),
    ];

    private static readonly UnknownCause NotAggregated = new(UnknownReason.NotServed, "the API server has no aggregated discovery (Kubernetes 1.27 and later have)");

    private static readonly Permission Discovery = new("", "/version,/api,/apis", "get");

    public FactKind Provides => FactKind.Server;

    public ImmutableArray<FactKind> After => [];

    /// <summary>Discovery is open to every authenticated user (<c>system:discovery</c>).</summary>
    public ImmutableArray<Permission> Permissions => [];

    public async Task<Func<ClusterFacts, ClusterFacts>> CollectAsync(CollectionContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var core = DiscoverAsync("/api");
        var groups = DiscoverAsync("/apis");
        var version = await context.Api.GetAsync("/version", ServerContext.Default.VersionDto, cancellationToken).ConfigureAwait(false);
        ImmutableArray<ApiResult<GroupDiscoveryListDto>> discovered = [await core.ConfigureAwait(false), await groups.ConfigureAwait(false)];
        var fact = version.ToFact(Discovery) is var known && known.IsUnknown(out var cause)
            ? Fact.Unknown<ServerFacts>(cause)
            : discovered.Select(result => result.Error).FirstOrDefault(error => error is not null) is { } error
                ? Fact.Unknown<ServerFacts>(error.ToCause(Discovery))
                : discovered.Any(result => result.Value!.Kind != AggregatedKind)
                ? Fact.Unknown<ServerFacts>(NotAggregated)
                : known.Select(dto => Project(dto, [.. discovered.SelectMany(result => result.Value!.Items ?? [])]));
        return facts => facts with { Server = fact };

        Task<ApiResult<GroupDiscoveryListDto>> DiscoverAsync(string path)
            => context.Api.GetAsync(path, ServerContext.Default.GroupDiscoveryListDto, AggregatedDiscovery, cancellationToken);
    }

    private static ServerFacts Project(VersionDto version, ImmutableArray<GroupDiscoveryDto> groups)
    {
        var versions = groups.SelectMany(group => (group.Versions ?? []).Select(served => (Group: group.Metadata?.Name ?? "", Served: served))).ToArray();
        return new ServerFacts(
            ApiText.Bound(version.GitVersion ?? ""),
            LeadingNumber(version.Major),
            LeadingNumber(version.Minor),
            [.. versions.SelectMany(entry => (entry.Served.Resources ?? [])
                .Select(resource => entry.Group.Length == 0 ? $"{resource.Resource}/{entry.Served.Version}" : $"{resource.Resource}.{entry.Group}/{entry.Served.Version}"))],
            [.. versions.Where(entry => entry.Served.Freshness == "Stale").Select(entry => $"{entry.Group}/{entry.Served.Version}")]);
    }

    /// <summary>Managed platforms write a minor version as <c>30+</c>.</summary>
    private static int LeadingNumber(string? text)
        => int.TryParse(string.Concat((text ?? "").TakeWhile(char.IsAsciiDigit)), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}

internal sealed record VersionDto(string? Major, string? Minor, string? GitVersion);

internal sealed record GroupDiscoveryListDto(string? Kind, ImmutableArray<GroupDiscoveryDto>? Items);

internal sealed record GroupDiscoveryDto(GroupMetadataDto? Metadata, ImmutableArray<VersionDiscoveryDto>? Versions);

internal sealed record GroupMetadataDto(string? Name);

internal sealed record VersionDiscoveryDto(string? Version, string? Freshness, ImmutableArray<ResourceDiscoveryDto>? Resources);

internal sealed record ResourceDiscoveryDto(string? Resource);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(VersionDto))]
[JsonSerializable(typeof(GroupDiscoveryListDto))]
internal sealed partial class ServerContext : JsonSerializerContext;
