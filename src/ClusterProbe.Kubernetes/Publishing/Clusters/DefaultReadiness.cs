using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Kubernetes.Client;

namespace ClusterProbe.Kubernetes.Publishing.Clusters;

/// <summary>Creates the <c>ClusterReadiness</c> that was installed with the agents, where there is none at all.</summary>
/// <remarks>kubectl can't apply it together with its own definition, so it travels as a file.</remarks>
/// <param name="api">The API server.</param>
/// <param name="file">The file; null when none was installed.</param>
public sealed class DefaultReadiness(ApiClient api, string? file)
{
    private const long LargestFile = 1 << 20;

    /// <summary>The permission that it uses.</summary>
    public static ImmutableArray<Permission> Permissions { get; } = [new(ClusterProbeApi.Group, ClusterProbeApi.ClusterReadinesses, "create")];

    /// <summary>Creates it, unless there are others.</summary>
    /// <param name="known">What there is.</param>
    /// <param name="cancellationToken">The only clock.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="IOException">The file can't be read.</exception>
    public async Task<WriteOutcome> CreateAsync(ClusterReadinessSet known, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(known);
        if (file is null || known.Error is not null || !known.Objects.IsEmpty || !File.Exists(file) || new FileInfo(file).Length > LargestFile) return WriteOutcome.Unchanged;
        var manifest = await File.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false);
        var result = await api.CreateFromYamlAsync(ClusterProbeApi.ClusterReadinessPath, manifest, WrittenContext.Default.WrittenObject, cancellationToken).ConfigureAwait(false);
        return result.Succeeded(out _, out var error) ? WriteOutcome.Success : WriteOutcome.Failed(error);
    }
}
