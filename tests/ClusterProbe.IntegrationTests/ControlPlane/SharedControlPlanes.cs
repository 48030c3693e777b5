namespace ClusterProbe.IntegrationTests;

/// <summary>The instances that all tests share. They are started when a test first asks, and stopped after the last.</summary>
[SetUpFixture]
internal sealed class SharedControlPlanes
{
    public static Lazy<Task<ControlPlane>> Plain { get; } = new(() => ControlPlane.StartAsync(new ControlPlaneOptions(), CancellationToken.None));

    public static Lazy<Task<ControlPlane>> WithControllers { get; } =
        new(() => ControlPlane.StartAsync(new ControlPlaneOptions { Scheduler = true, ControllerManager = true }, CancellationToken.None));

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        foreach (var started in new[] { Plain, WithControllers }.Where(instance => instance.IsValueCreated && instance.Value.IsCompletedSuccessfully))
        {
            await (await started.Value).DisposeAsync();
        }
    }
}
