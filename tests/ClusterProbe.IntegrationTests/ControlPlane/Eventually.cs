namespace ClusterProbe.IntegrationTests;

/// <summary>Waits for what the API server does in its own time: informers, policies, controllers.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks again and again until the condition is true. Fails the test when it does not become true.</summary>
    public static Task IsTrueAsync(Func<Task<bool>> condition, string what, CancellationToken cancellationToken = default)
        => IsTrueAsync(condition, () => what, cancellationToken);

    /// <summary>Asks again and again until the condition is true. Fails the test when it does not become true.</summary>
    public static Task IsTrueAsync(Func<Task<bool>> condition, Func<string> what, CancellationToken cancellationToken = default)
        => IsTrueWithinAsync(Limit, condition, what, cancellationToken);

    /// <summary>Asks again and again until the condition is true. Fails the test when it does not become true in time.</summary>
    public static async Task IsTrueWithinAsync(TimeSpan limit, Func<Task<bool>> condition, Func<string> what, CancellationToken cancellationToken)
    {
        var end = DateTime.UtcNow + limit;
        while (!await condition())
        {
            if (DateTime.UtcNow > end) Assert.Fail($"not within {limit.TotalSeconds} s: {what()}");
            await Task.Delay(Interval, cancellationToken);
        }
    }
}
