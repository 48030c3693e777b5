using ClusterProbe.Simulator.Faults;

namespace ClusterProbe.UnitTests.Simulator;

internal sealed class FaultTests
{
    private const string Nodes = "/api/v1/nodes";

    [Test]
    public async Task TooManyRequests_IsOverAfterItsTimes()
    {
        await using var client = await SimulatorClient.StartAsync("ready", Fault.TooManyRequests(Nodes, times: 2, retryAfterSeconds: 3));
        var answers = new[] { await client.GetAsync(Nodes), await client.GetAsync(Nodes), await client.GetAsync(Nodes) };
        Assert.Multiple(() =>
        {
            Assert.That(answers.Select(answer => answer.Code), Is.EqualTo((int[])[429, 429, 200]));
            Assert.That(answers[0].Text, Is.EqualTo("Too many requests, please try again later.\n"));
            Assert.That(answers[0].RetryAfter, Is.EqualTo(TimeSpan.FromSeconds(3)));
        });
    }

    [Test]
    public async Task Fault_OnABeginning_LeavesOtherPathsAndMethodsAlone()
    {
        await using var client = await SimulatorClient.StartAsync("ready", Fault.Error("/api/v1/*", 403, "Forbidden", "no") with { Method = "GET" });
        Assert.Multiple(async () =>
        {
            Assert.That((await client.GetAsync(Nodes)).Message, Is.EqualTo("no"));
            Assert.That((await client.GetAsync("/apis/apps/v1/deployments")).Code, Is.EqualTo(200));
            Assert.That((await client.DryRunAsync("ci-builds", "{}")).Code, Is.EqualTo(422));
        });
    }

    [Test]
    public async Task Faults_AfterTheFirstIsOver_MakeRoomForTheNext()
    {
        await using var client = await SimulatorClient.StartAsync("ready", Fault.TooManyRequests(Nodes, times: 1), Fault.Body(Nodes, "<html>"));
        Assert.That((await client.GetAsync(Nodes)).Code, Is.EqualTo(429));
        Assert.That((await client.GetAsync(Nodes)).Text, Is.EqualTo("<html>"));
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Silence_LastsUntilTheClientGivesUp(CancellationToken cancellationToken)
    {
        await using var client = await SimulatorClient.StartAsync("ready", Fault.Silence(Nodes));
        using var impatience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        impatience.CancelAfter(TimeSpan.FromMilliseconds(200));
        Assert.That(() => client.GetAsync(Nodes, HttpCompletionOption.ResponseHeadersRead, impatience.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task HangInBody_SendsThePartAndKeepsTheConnection(CancellationToken cancellationToken)
    {
        await using var client = await SimulatorClient.StartAsync("ready", Fault.HangInBody(Nodes, afterBytes: 100));
        using var response = await client.GetAsync(Nodes, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        await body.ReadExactlyAsync(new byte[100], cancellationToken);
        using var impatience = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        Assert.That(async () => await body.ReadAsync(new byte[1], impatience.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Truncated_BreaksTheConnectionInTheBody(CancellationToken cancellationToken)
    {
        await using var client = await SimulatorClient.StartAsync("ready", Fault.Truncated(Nodes, afterBytes: 100));
        using var response = await client.GetAsync(Nodes, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        Assert.That(async () => await body.CopyToAsync(Stream.Null, cancellationToken), Throws.InstanceOf<IOException>());
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Stop_WithARequestHanging_DoesNotWaitForIt(CancellationToken cancellationToken)
    {
        var client = await SimulatorClient.StartAsync("ready", Fault.Silence(Nodes));
        var hanging = client.GetAsync(Nodes, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await client.Server.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), cancellationToken);
        Assert.That(() => hanging, Throws.InstanceOf<HttpRequestException>());
    }
}
