using System.Collections.Immutable;
using System.Text.Json;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Readiness;
using ClusterProbe.Kubernetes.Client;

namespace ClusterProbe.Kubernetes.Publishing.Clusters;

/// <summary>Writes what was found into the status of a <c>ClusterReadiness</c>, with the history that follows from what is there.</summary>
/// <param name="api">The API server.</param>
/// <param name="checkCodes">The codes that waivers can name.</param>
/// <param name="time">The clock.</param>
public sealed class ClusterReadinessPublisher(ApiClient api, IReadOnlyCollection<string> checkCodes, TimeProvider time)
{
    private const int Tries = 3;

    /// <summary>The permissions that it uses.</summary>
    public static ImmutableArray<Permission> Permissions { get; } =
    [
        new(ClusterProbeApi.Group, ClusterProbeApi.ClusterReadinesses, "get"),
        new(ClusterProbeApi.Group, ClusterProbeApi.ClusterReadinesses, "update") { Subresource = "status" },
    ];

    /// <summary>Writes the status, unless the object asks for something else by now, or somebody else has written a later one.</summary>
    /// <remarks>
    /// The object is read first, and written with its resource version: a leader that has been replaced without knowing it can't
    /// overwrite what the new one found.
    /// </remarks>
    /// <param name="evaluated">The object that was evaluated.</param>
    /// <param name="status">What was found, without history.</param>
    /// <param name="cancellationToken">Ends it; cancelled when the leadership is lost.</param>
    public async Task<StatusOutcome> PublishAsync(ClusterReadinessObject evaluated, ClusterReadinessStatus status, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(evaluated);
        ArgumentNullException.ThrowIfNull(status);
        for (var left = Tries; ; left--)
        {
            var read = await api.GetAsync(PathOf(evaluated), ClusterReadinessContext.Default.ClusterReadinessDto, cancellationToken).ConfigureAwait(false);
            if (!read.Succeeded(out var dto, out var error)) return new(error.IsNotFound ? new(WriteResult.Conflict, error) : WriteOutcome.Failed(error));
            if (dto.ToObject(checkCodes) is not { } current || IsOutOfDate(evaluated, status, current)) return new(new(WriteResult.Conflict));

            var next = ReadinessBounds.Apply(Transitions.Next(current.Status, status, ClusterReadinessStatusFactory.WholeSeconds(time.GetUtcNow())));
            if (current.Status is { } before && IsSame(before, next)) return new(WriteOutcome.Unchanged) { Status = before };
            var body = JsonSerializer.SerializeToUtf8Bytes(
                new StatusWriteDto(ClusterProbeApi.GroupVersion, "ClusterReadiness", new(current.Name, current.Uid, current.ResourceVersion), next), ClusterReadinessContext.Default.StatusWriteDto);
            var written = await api.ReplaceAsync($"{PathOf(evaluated)}/status", body, WrittenContext.Default.WrittenObject, cancellationToken).ConfigureAwait(false);
            if (written.Succeeded(out _, out error))
            {
                return new(WriteOutcome.Success) { Status = next, Changes = Transitions.Changes(current.Status, next, next.LastCheckedAt ?? time.GetUtcNow()) };
            }

            if (!error.IsConflict || left == 1) return new(WriteOutcome.Failed(error));
        }
    }

    private static string PathOf(ClusterReadinessObject item) => $"{ClusterProbeApi.ClusterReadinessPath}/{Uri.EscapeDataString(item.Name)}";

    /// <summary>Whether the object is another one, asks for something else, or was checked later by somebody else.</summary>
    private static bool IsOutOfDate(ClusterReadinessObject evaluated, ClusterReadinessStatus status, ClusterReadinessObject current)
        => current.Uid != evaluated.Uid
            || current.Generation != evaluated.Generation
            || (current.Status is { } other && other.CheckedBy != status.CheckedBy && other.LastCheckedAt > status.LastCheckedAt);

    /// <summary>Whether both were written from the same look at the cluster.</summary>
    private static bool IsSame(ClusterReadinessStatus before, ClusterReadinessStatus next)
        => before.LastCheckedAt == next.LastCheckedAt && Bytes(before).AsSpan().SequenceEqual(Bytes(next));

    private static byte[] Bytes(ClusterReadinessStatus status) => JsonSerializer.SerializeToUtf8Bytes(status, ReadinessContext.Default.ClusterReadinessStatus);
}

/// <summary>What came of publishing a status.</summary>
/// <param name="Outcome">What came of it.</param>
public sealed record StatusOutcome(WriteOutcome Outcome)
{
    /// <summary>The status as it is in the API server now; null when that is not known.</summary>
    public ClusterReadinessStatus? Status { get; init; }

    /// <summary>What changed by it, for events; empty when nothing did.</summary>
    public ImmutableArray<Transition> Changes { get; init; } = [];
}
