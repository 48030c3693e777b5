using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using ClusterProbe.Agent.Nodes;
using ClusterProbe.Core.Nodes;
using ClusterProbe.Core.Profiles;
using Microsoft.Extensions.Time.Testing;

namespace ClusterProbe.UnitTests.Nodes;

/// <summary>Each step of a try against real sockets, with names of our own.</summary>
[CancelAfter(30_000)]
internal sealed class EndpointProberTests
{
    private static readonly CertificateAuthority Authority = new();

    [OneTimeTearDown]
    public void Stop() => Authority.Dispose();

    [Test]
    public async Task Probe_TlsServer_IsReached_WithAllLatencies(CancellationToken cancellationToken)
    {
        using var certificate = Authority.IssueServing("good.test");
        await using var server = TlsServer(certificate);
        var result = await ProbeAsync(Prober(), new BuildEndpoint("a", "good.test", server.Address.Port, Tls: true), cancellationToken);
        Assert.Multiple(() =>
        {
            Assert.That(result.Failure, Is.Null);
            Assert.That(new[] { result.NameLatency, result.ConnectLatency, result.HandshakeLatency }, Has.All.Not.Null);
            Assert.That(result.CertificateExpires, Is.EqualTo(new DateTimeOffset(certificate.NotAfter)));
        });
    }

    [Test]
    public async Task Probe_TcpServer_IsReached_WithoutAHandshake(CancellationToken cancellationToken)
    {
        await using var server = RawServer.Start("");
        var result = await ProbeAsync(Prober(), new BuildEndpoint("a", "127.0.0.1", server.Address.Port, Tls: false), cancellationToken);
        Assert.That((result.Failure, result.NameLatency, result.HandshakeLatency), Is.EqualTo(((EndpointFailure?)null, (TimeSpan?)null, (TimeSpan?)null)));
        Assert.That(result.ConnectLatency, Is.Not.Null);
    }

    [TestCase("expired", EndpointFailure.CertificateExpired)]
    [TestCase("mismatch", EndpointFailure.CertificateNameMismatch)]
    [TestCase("untrusted", EndpointFailure.CertificateUntrusted)]
    public async Task Probe_BadCertificate_IsNamed(string kind, EndpointFailure expected, CancellationToken cancellationToken)
    {
        using var stranger = new CertificateAuthority();
        using var certificate = kind switch
        {
            "expired" => Authority.IssueExpired("good.test"),
            "mismatch" => Authority.IssueServing("other.test"),
            _ => stranger.IssueServing("good.test"),
        };
        await using var server = TlsServer(certificate);
        var result = await ProbeAsync(Prober(), new BuildEndpoint("a", "good.test", server.Address.Port, Tls: true), cancellationToken);
        Assert.That(result.Failure, Is.EqualTo(expected));
        Assert.That(result.CertificateExpires, Is.EqualTo(new DateTimeOffset(certificate.NotAfter)));
    }

    [Test]
    public async Task Probe_SomethingOtherThanTls_FailsInTheHandshake(CancellationToken cancellationToken)
    {
        using var listener = Listen();
        var answering = Task.Run(
            async () =>
            {
                using var client = await listener.AcceptSocketAsync(cancellationToken);
                await client.SendAsync("220 mail.test ESMTP ready, which is no TLS\r\n"u8.ToArray(), cancellationToken);
            },
            cancellationToken);
        var result = await ProbeAsync(Prober(), new BuildEndpoint("a", "good.test", PortOf(listener), Tls: true), cancellationToken);
        await answering;
        Assert.That(result.Failure, Is.EqualTo(EndpointFailure.HandshakeFailed));
    }

    [Test]
    public async Task Probe_ServerThatSaysNothing_TimesOutInTheHandshake(CancellationToken cancellationToken)
    {
        using var listener = Listen();
        var result = await ProbeAsync(Prober(options => options with { HandshakeTimeout = TimeSpan.FromMilliseconds(200) }), new BuildEndpoint("a", "good.test", PortOf(listener), Tls: true), cancellationToken);
        Assert.That(result.Failure, Is.EqualTo(EndpointFailure.HandshakeTimedOut));
        Assert.That(result.ConnectLatency, Is.Not.Null);
    }

    [Test]
    public async Task Probe_ClosedPort_IsRefused(CancellationToken cancellationToken)
    {
        int port;
        using (var listener = Listen()) port = PortOf(listener);
        Assert.That((await ProbeAsync(Prober(), new BuildEndpoint("a", "good.test", port, Tls: true), cancellationToken)).Failure, Is.EqualTo(EndpointFailure.ConnectionRefused));
    }

    [Test]
    public async Task Probe_FirstAddressRefuses_TheSecondIsTried(CancellationToken cancellationToken)
    {
        using var listener = Listen();
        var prober = Prober(options => options with { Resolve = (_, _) => Task.FromResult(new[] { IPAddress.Parse("127.0.0.2"), IPAddress.Loopback }) });
        Assert.That((await ProbeAsync(prober, new BuildEndpoint("a", "good.test", PortOf(listener), Tls: false), cancellationToken)).Failure, Is.Null);
    }

    [TestCase(SocketError.HostNotFound, EndpointFailure.NameNotFound)]
    [TestCase(SocketError.NoData, EndpointFailure.NameNotFound)]
    [TestCase(SocketError.TryAgain, EndpointFailure.NameServerFailed)]
    public async Task LookUp_Fails(SocketError error, EndpointFailure expected, CancellationToken cancellationToken)
    {
        var lookup = await Prober(options => options with { Resolve = (_, _) => Task.FromException<IPAddress[]>(new SocketException((int)error)) }).LookUpAsync("kubernetes.default.svc", cancellationToken);
        Assert.That(lookup.Failure, Is.EqualTo(expected));
    }

    [Test]
    public async Task LookUp_ThatNeverEnds_TimesOut(CancellationToken cancellationToken)
    {
        var time = new FakeTimeProvider();
        var never = new TaskCompletionSource<IPAddress[]>();
        var looking = new EndpointProber(time, new() { Resolve = (_, _) => never.Task }).LookUpAsync("kubernetes.default.svc", cancellationToken);
        time.Advance(TimeSpan.FromSeconds(8));
        var lookup = await looking;
        Assert.That((lookup.Failure, lookup.Latency), Is.EqualTo((EndpointFailure.NameTimedOut, TimeSpan.FromSeconds(8))));
    }

    [TestCase("app.harness.io", "app.harness.io.,app.harness.io")]
    [TestCase("kubernetes.default.svc", "kubernetes.default.svc")]
    [TestCase("registry", "registry")]
    public async Task LookUp_AsksForOtherHostsAsAbsoluteNamesFirst(string name, string expected, CancellationToken cancellationToken)
    {
        var asked = new List<string>();
        var prober = Prober(options => options with
        {
            Resolve = (question, _) =>
            {
                asked.Add(question);
                throw new SocketException((int)SocketError.HostNotFound);
            },
        });
        await prober.LookUpAsync(name, cancellationToken);
        Assert.That(string.Join(',', asked), Is.EqualTo(expected));
    }

    [Test]
    public async Task Probe_EndpointOfTwoProfiles_IsTriedOnce(CancellationToken cancellationToken)
    {
        using var listener = Listen();
        var questions = 0;
        var prober = Prober(options => options with
        {
            Resolve = (_, _) =>
            {
                questions++;
                return Task.FromResult<IPAddress[]>([IPAddress.Loopback]);
            },
        });
        var endpoint = new BuildEndpoint("a", "good.test", PortOf(listener), Tls: false);
        var results = await prober.ProbeAsync([new("one", endpoint), new("two", endpoint with { Name = "b" })], cancellationToken);
        Assert.That(results.Select(result => (result.Profile, result.Endpoint.Name, result.Failure)), Is.EqualTo(new[] { ("one", "a", (EndpointFailure?)null), ("two", "b", null) }));
        Assert.That(questions, Is.EqualTo(1));
    }

    [Test]
    public void Probe_Cancelled_Ends()
    {
        using var listener = Listen();
        using var cancel = new CancellationTokenSource();
        var probing = ProbeAsync(Prober(), new BuildEndpoint("a", "good.test", PortOf(listener), Tls: true), cancel.Token);
        cancel.Cancel();
        Assert.That(async () => await probing, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task Observe_LooksAtTheNetworkEveryFiveMinutes_AndAtOnceForOtherEndpoints(CancellationToken cancellationToken)
    {
        var time = new FakeTimeProvider();
        var questions = 0;
        var prober = new EndpointProber(time, new()
        {
            Resolve = (_, _) =>
            {
                questions++;
                throw new SocketException((int)SocketError.HostNotFound);
            },
        });
        var observer = new NodeObserver(new NodeFactReader(time), prober, time);
        var facts = await observer.ObserveAsync([], null, cancellationToken);
        Assert.That((facts.ClusterDns!.Failure, facts.Endpoints!.Value.Length, questions), Is.EqualTo((EndpointFailure.NameNotFound, 0, 1)));
        time.Advance(TimeSpan.FromMinutes(4));
        await observer.ObserveAsync([], null, cancellationToken);
        Assert.That(questions, Is.EqualTo(1), "still good");
        facts = await observer.ObserveAsync([new("ci", new BuildEndpoint("a", "registry", 1, Tls: false))], null, cancellationToken);
        Assert.That((facts.Endpoints!.Value.Single().Failure, questions), Is.EqualTo(((EndpointFailure?)EndpointFailure.NameNotFound, 3)), "other endpoints");
        time.Advance(TimeSpan.FromMinutes(5));
        await observer.ObserveAsync([new("ci", new BuildEndpoint("a", "registry", 1, Tls: false))], null, cancellationToken);
        Assert.That(questions, Is.EqualTo(5), "old");
    }

    private static RawServer TlsServer(X509Certificate2 certificate) => RawServer.Start((_, _, _) => Task.CompletedTask, certificate);

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    private static async Task<EndpointResult> ProbeAsync(EndpointProber prober, BuildEndpoint endpoint, CancellationToken cancellationToken)
        => (await prober.ProbeAsync([new("ci", endpoint)], cancellationToken)).Single();

    private static EndpointProber Prober(Func<EndpointProberOptions, EndpointProberOptions>? adjust = null)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(Authority.Certificate);
        var options = new EndpointProberOptions { ChainPolicy = policy, Resolve = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]) };
        return new EndpointProber(TimeProvider.System, adjust?.Invoke(options) ?? options);
    }
}
