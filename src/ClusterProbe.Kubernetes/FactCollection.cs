using System.Collections.Immutable;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Kubernetes.Client;
using ClusterProbe.Kubernetes.Collectors;
using ClusterProbe.Kubernetes.Collectors.Access;
using ClusterProbe.Kubernetes.Collectors.Admission;
using ClusterProbe.Kubernetes.Collectors.Autoscaling;
using ClusterProbe.Kubernetes.Collectors.BuildNamespaces;
using ClusterProbe.Kubernetes.Collectors.Capacity;
using ClusterProbe.Kubernetes.Collectors.CiSystems;
using ClusterProbe.Kubernetes.Collectors.Mesh;
using ClusterProbe.Kubernetes.Collectors.Nodes;

namespace ClusterProbe.Kubernetes;

/// <summary>Runs the collectors that a set of checks needs, each as soon as what it depends on is there.</summary>
/// <param name="time">The clock of the collection.</param>
public sealed class FactCollection(TimeProvider time)
{
    /// <summary>How long a collector that ignores the end of its time is waited for.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>The kinds that are the same for every profile, so that several profiles share one reading of them.</summary>
    private static readonly ImmutableHashSet<FactKind> SameForAllProfiles =
        [FactKind.Server, FactKind.Nodes, FactKind.Pods, FactKind.AdmissionPolicies, FactKind.Autoscaling, FactKind.NodeReports];

    /// <summary>All collectors.</summary>
    public static ImmutableArray<ICollector> Collectors { get; } =
    [
        new ServerCollector(),
        new NodeCollector(),
        new PodCollector(),
        new BuildNamespaceCollector(),
        new AdmissionPolicyCollector(),
        new AdmissionProbeCollector(TimeProvider.System),
        new MeshCollector(),
        new CiSystemCollector(),
        new AccessCollector(),
        new AutoscalingCollector(),
        new NodeReportCollector(),
    ];

    /// <summary>The kinds of facts that are collected for those that are asked for: these, and all that they depend on.</summary>
    /// <param name="needs">The kinds that checks need.</param>
    public static ImmutableHashSet<FactKind> Closure(IEnumerable<FactKind> needs)
    {
        ArgumentNullException.ThrowIfNull(needs);
        var closure = ImmutableHashSet.CreateBuilder<FactKind>();
        var open = new Stack<FactKind>(needs);
        while (open.TryPop(out var kind))
        {
            if (!closure.Add(kind)) continue;
            foreach (var dependency in Collectors.Where(collector => collector.Provides == kind).SelectMany(collector => collector.After)) open.Push(dependency);
        }

        return closure.ToImmutable();
    }

    /// <summary>The permissions that a check needs, in the end.</summary>
    /// <param name="check">The check.</param>
    public static ImmutableArray<Permission> PermissionsOf(Check check)
    {
        ArgumentNullException.ThrowIfNull(check);
        var kinds = Closure(check.Needs);
        return [.. Collectors.Where(collector => kinds.Contains(collector.Provides)).SelectMany(collector => collector.Permissions).Distinct()];
    }

    /// <summary>Collects. Never throws for what a cluster does: what could not be learned is unknown, and says why.</summary>
    /// <param name="api">The API server.</param>
    /// <param name="profile">What ready means.</param>
    /// <param name="needs">The kinds of facts that are needed.</param>
    /// <param name="source">What the cluster is called.</param>
    /// <param name="deadline">How long it may take in all.</param>
    /// <param name="progress">Told each kind when it is done; may be null.</param>
    /// <param name="cancellationToken">Ends the collection at once.</param>
    /// <exception cref="OperationCanceledException">The caller ended it.</exception>
    public Task<ClusterFacts> CollectAsync(
        ApiClient api,
        Profile profile,
        IEnumerable<FactKind> needs,
        string source,
        TimeSpan deadline,
        IProgress<CollectedKind>? progress,
        CancellationToken cancellationToken)
        => CollectAsync(new CollectionRequest(api, profile, [.. needs], source, deadline) { Progress = progress }, cancellationToken);

    /// <summary>Collects. Never throws for what a cluster does: what could not be learned is unknown, and says why.</summary>
    /// <param name="request">What to collect.</param>
    /// <param name="cancellationToken">Ends the collection at once.</param>
    /// <exception cref="OperationCanceledException">The caller ended it.</exception>
    public async Task<ClusterFacts> CollectAsync(CollectionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var deadline = request.Deadline;
        using var clock = new CancellationTokenSource(deadline, time);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);
        var start = Start(request);
        var kinds = request.Earlier is null ? Closure(request.Needs) : Closure(request.Needs).Except(SameForAllProfiles);
        var running = new Dictionary<FactKind, Task<Func<ClusterFacts, ClusterFacts>>>();
        foreach (var collector in InOrder(kinds))
        {
            ImmutableArray<Task<Func<ClusterFacts, ClusterFacts>>> dependencies = [.. Closure(collector.After).Where(running.ContainsKey).Select(kind => running[kind])];
            running[collector.Provides] = RunAsync(collector, dependencies);
        }

        var updates = await Task.WhenAll(running.Values).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return updates.Aggregate(start, (facts, update) => update(facts));

        async Task<Func<ClusterFacts, ClusterFacts>> RunAsync(ICollector collector, ImmutableArray<Task<Func<ClusterFacts, ClusterFacts>>> dependencies)
        {
            var before = await Task.WhenAll(dependencies).ConfigureAwait(false);
            var context = new CollectionContext(request.Api, request.Profile, before.Aggregate(start, (facts, update) => update(facts)))
            {
                ProbingRefused = request.ProbingRefused,
            };
            using var activity = Tracing.Source.StartActivity($"collect {collector.Provides}");
            var started = time.GetTimestamp();
            try
            {
                return await Task.Run(() => collector.CollectAsync(context, limited.Token), CancellationToken.None)
                    .WaitAsync(deadline + Grace, time, cancellationToken)
                    .ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                return facts => facts;
            }
            finally
            {
                request.Progress?.Report(new CollectedKind(collector.Provides, time.GetElapsedTime(started)));
            }
        }
    }

    private ClusterFacts Start(CollectionRequest request)
    {
        var start = new ClusterFacts { CollectedAt = time.GetUtcNow(), Source = request.Source };
        return request.Earlier is not { } earlier ? start : start with
        {
            Server = earlier.Server,
            Nodes = earlier.Nodes,
            Pods = earlier.Pods,
            AdmissionPolicies = earlier.AdmissionPolicies,
            Autoscaling = earlier.Autoscaling,
            NodeReports = earlier.NodeReports,
        };
    }

    private static IEnumerable<ICollector> InOrder(ImmutableHashSet<FactKind> kinds)
    {
        var done = new HashSet<FactKind>();
        var waiting = Collectors.Where(collector => kinds.Contains(collector.Provides)).ToList();
        while (waiting.Count > 0)
        {
            var ready = waiting.FirstOrDefault(collector => collector.After.All(kind => done.Contains(kind) || waiting.TrueForAll(other => other.Provides != kind)))
                ?? throw new InvalidOperationException("The collectors depend on each other in a circle.");
            waiting.Remove(ready);
            done.Add(ready.Provides);
            yield return ready;
        }
    }
}
