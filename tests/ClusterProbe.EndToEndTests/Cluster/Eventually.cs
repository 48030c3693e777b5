namespace ClusterProbe.EndToEndTests.Cluster;

/// <summary>Waits for what the cluster does in its own time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>Asks again and again until there is an answer, and returns it. Fails the test when there is none within the limit.</summary>
    public static async Task<T> GetAsync<T>(TimeSpan limit, string what, Func<Task<T?>> ask)
        where T : class
    {
        var end = DateTime.UtcNow + limit;
        while (true)
        {
            if (await ask() is { } answer) return answer;
            if (DateTime.UtcNow > end) Assert.Fail($"not within {limit.TotalSeconds} s: {what}\n{await Kubectl.DescribeAgentsAsync()}");
            await Task.Delay(Interval);
        }
    }

    /// <summary>Asks again and again until it is true.</summary>
    public static Task IsTrueAsync(TimeSpan limit, string what, Func<Task<bool>> ask) => GetAsync<object>(limit, what, async () => await ask() ? what : null);
}
