using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Readiness;
using ClusterProbe.Kubernetes.Client;
using ClusterProbe.Kubernetes.Publishing.Clusters;
using ClusterProbe.Kubernetes.Publishing.Leadership;

namespace ClusterProbe.Kubernetes.Publishing.Events;

/// <summary>Tells of changes as Events (<c>events.k8s.io/v1</c>), which <c>kubectl describe</c> shows. So many at once, and then one every now and then.</summary>
/// <param name="api">The API server.</param>
/// <param name="instance">The agent: its pod's name.</param>
/// <param name="time">The clock.</param>
public sealed class EventPublisher(ApiClient api, string instance, TimeProvider time)
{
    /// <summary>How many events there can be at once.</summary>
    public const int Burst = 20;

    private const int LongestNote = 1024;
    private const int LongestWord = 128;
    private const int LongestName = 200;

    private static readonly TimeSpan Refill = TimeSpan.FromSeconds(15);

    private long _refilledAt = time.GetTimestamp();
    private double _tokens = Burst;

    /// <summary>The permissions that it uses, in namespace <see cref="ClusterProbeApi.EventNamespace"/>.</summary>
    public static ImmutableArray<Permission> Permissions { get; } = [new("events.k8s.io", "events", "create")];

    /// <summary>Writes an event for each change. What is beyond the rate is left out: the object's status tells it all.</summary>
    /// <param name="about">The object that changed.</param>
    /// <param name="changes">What changed.</param>
    /// <param name="cancellationToken">The only clock.</param>
    /// <returns>What came of each.</returns>
    public async Task<ImmutableArray<WriteOutcome>> PublishAsync(ClusterReadinessObject about, ImmutableArray<Transition> changes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(about);
        var outcomes = ImmutableArray.CreateBuilder<WriteOutcome>();
        foreach (var change in changes)
        {
            if (!TakeToken()) break;
            var body = JsonSerializer.SerializeToUtf8Bytes(EventOf(about, change), EventContext.Default.EventDto);
            var result = await api.CreateAsync(
                $"/apis/events.k8s.io/v1/namespaces/{ClusterProbeApi.EventNamespace}/events", body, WrittenContext.Default.WrittenObject, cancellationToken).ConfigureAwait(false);
            outcomes.Add(result.Succeeded(out _, out var error) ? WriteOutcome.Success : WriteOutcome.Failed(error));
        }

        return outcomes.ToImmutable();
    }

    private EventDto EventOf(ClusterReadinessObject about, Transition change) => new(
        new EventMetadataDto($"{about.Name[..Math.Min(about.Name.Length, LongestName)].TrimEnd('.', '-')}-", ClusterProbeApi.EventNamespace),
        LeaseSpecDto.MicroTime(time.GetUtcNow()),
        ClusterProbeApi.Controller,
        ReadinessBounds.Text(instance, LongestWord),
        change.Subject == Transitions.Ready ? "CheckReadiness" : "RunCheck",
        ReadinessBounds.Text(change.Reason, LongestWord),
        new RegardingDto(ClusterProbeApi.GroupVersion, "ClusterReadiness", about.Name, about.Uid),
        ReadinessBounds.Text($"{change.Subject} {(change.From.Length == 0 ? "is" : $"went from {change.From} to")} {change.To}: {change.Message}", LongestNote),
        change.To is "True" or "pass" or "skip" ? "Normal" : "Warning");

    private bool TakeToken()
    {
        var elapsed = time.GetElapsedTime(_refilledAt);
        (_refilledAt, _tokens) = (time.GetTimestamp(), Math.Min(Burst, _tokens + (elapsed / Refill)));
        if (_tokens < 1) return false;
        _tokens--;
        return true;
    }
}

internal sealed record EventDto(
    EventMetadataDto Metadata,
    string EventTime,
    string ReportingController,
    string ReportingInstance,
    string Action,
    string Reason,
    RegardingDto Regarding,
    string Note,
    string Type)
{
    public string ApiVersion { get; } = "events.k8s.io/v1";

    public string Kind { get; } = "Event";
}

internal sealed record EventMetadataDto(string GenerateName, string Namespace);

internal sealed record RegardingDto(string ApiVersion, string Kind, string Name, string Uid);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EventDto))]
internal sealed partial class EventContext : JsonSerializerContext;
