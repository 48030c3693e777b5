using System.Collections.Concurrent;
using System.Diagnostics;
using ClusterProbe.Kubernetes.Client;
using ClusterProbe.Kubernetes.Configuration;
using ClusterProbe.Kubernetes.Publishing;
using ClusterProbe.Kubernetes.Publishing.Leadership;

namespace ClusterProbe.IntegrationTests.Publishing;

/// <summary>Leadership on a real API server, in real time: who led is recorded, and never two did at once.</summary>
[Category("ControlPlane")]
internal sealed class LeaderElectionTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Test]
    [CancelAfter(120_000)]
    public async Task Leader_Released_IsReplacedAtOnce(CancellationToken cancellationToken)
    {
        await using var group = await Group.StartAsync(4);
        var leader = await group.LeaderAsync(null, cancellationToken);
        var clock = Stopwatch.StartNew();
        await leader.StopAsync();
        await group.LeaderAsync(leader, cancellationToken);
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(6)));
        await group.EndAsync();
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Leader_CutOff_StopsBeforeAnotherTakesOverWithin30Seconds(CancellationToken cancellationToken)
    {
        await using var group = await Group.StartAsync(4);
        var leader = await group.LeaderAsync(null, cancellationToken);
        var clock = Stopwatch.StartNew();
        leader.Cut();
        await group.LeaderAsync(leader, cancellationToken);
        Assert.That(clock.Elapsed, Is.LessThan(Limit).And.GreaterThan(TimeSpan.FromSeconds(5)), "it neither released nor renewed");
        await group.EndAsync();
    }

    /// <summary>Processes that want to lead, and the record of who led when.</summary>
    private sealed class Group : IAsyncDisposable
    {
        private readonly ConcurrentQueue<(long Begin, long End, string Who)> _record = new();
        private readonly List<Member> _members = [];

        public static async Task<Group> StartAsync(int count)
        {
            var controlPlane = await PublishingControlPlane.Started;
            var @namespace = await controlPlane.CreateNamespaceAsync("lease");
            var connection = await controlPlane.CreateUserAsync($"user-{Guid.NewGuid():N}", @namespace, [.. LeaderElection.Permissions.Select(permission => permission with { InBuildNamespaces = true })]);
            var group = new Group();
            for (var index = 0; index < count; index++) group._members.Add(new Member(connection, new LeaseSettings(@namespace, ClusterProbeApi.LeaderLease, $"agent-{index}"), group._record));
            return group;
        }

        public async Task<Member> LeaderAsync(Member? other, CancellationToken cancellationToken)
        {
            Member? leader = null;
            await Eventually.IsTrueAsync(
                () => Task.FromResult((leader = _members.SingleOrDefault(member => member != other && member.IsLeading)) is not null), "a member leads", cancellationToken);
            return leader!;
        }

        /// <summary>Ends it, and looks at the record.</summary>
        public async Task EndAsync()
        {
            foreach (var member in _members) await member.StopAsync();
            var terms = _record.OrderBy(term => term.Begin).ToArray();
            Assert.That(terms, Has.Length.GreaterThan(1));
            foreach (var (earlier, later) in terms.Zip(terms.Skip(1))) Assert.That(later.Begin, Is.GreaterThanOrEqualTo(earlier.End), $"{later.Who} began before {earlier.Who} ended");
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var member in _members) await member.DisposeAsync();
        }
    }

    /// <summary>One that wants to lead.</summary>
    private sealed class Member : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Cable _cable;
        private readonly LeaderElection _election;
        private readonly Task _running;

        public Member(ClusterConnection connection, LeaseSettings settings, ConcurrentQueue<(long Begin, long End, string Who)> record)
        {
            _cable = new Cable(ApiHttp.Create(connection));
            var http = new HttpClient(_cable) { BaseAddress = connection.Server, Timeout = Timeout.InfiniteTimeSpan };
            _election = new LeaderElection(new ApiClient(http, TimeProvider.System), settings, TimeProvider.System) { Failed = error => TestContext.Progress.WriteLine($"{settings.Identity}: {error.Message}") };
            _running = _election.RunAsync(
                async lead =>
                {
                    var begin = Stopwatch.GetTimestamp();
                    IsLeading = true;
                    await Task.Delay(Timeout.Infinite, lead).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    IsLeading = false;
                    record.Enqueue((begin, Stopwatch.GetTimestamp(), settings.Identity));
                },
                _stop.Token);
        }

        public bool IsLeading { get; private set; }

        public void Cut() => _cable.IsCut = true;

        public async Task StopAsync()
        {
            await _stop.CancelAsync();
            await _running;
        }

        public async ValueTask DisposeAsync()
        {
            await StopAsync();
            _election.Dispose();
            _cable.Dispose();
            _stop.Dispose();
        }
    }

    /// <summary>The way to the API server, which can be cut.</summary>
    private sealed class Cable(HttpClient http) : HttpMessageHandler
    {
        public bool IsCut { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (IsCut) throw new HttpRequestException(HttpRequestError.ConnectionError);
            using var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Content = request.Content };
            return await http.SendAsync(copy, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
    }
}
