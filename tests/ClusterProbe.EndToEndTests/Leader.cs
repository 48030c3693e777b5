using ClusterProbe.EndToEndTests.Cluster;

namespace ClusterProbe.EndToEndTests;

/// <summary>Who leads, by the Lease.</summary>
internal static class Leader
{
    /// <summary>Longer than a lease runs on after its holder is gone, by the promise of the manifests.</summary>
    public static readonly TimeSpan Takeover = TimeSpan.FromSeconds(30);

    /// <summary>The pod that leads now.</summary>
    public static Task<AgentPod> NowAsync() => OtherThanAsync("");

    /// <summary>Waits for another pod to lead.</summary>
    public static Task<AgentPod> OtherThanAsync(string former) => Eventually.GetAsync(Takeover, $"a leader other than '{former}'", async () =>
    {
        var lease = await Kubectl.FindAsync("lease", "clusterprobe-leader", "-n", Kubectl.Namespace);
        var holder = $"{lease?["spec"]?["holderIdentity"]}".Split('_')[0];   // the pod, and which of its processes
        return holder == former ? null : (await Kubectl.AgentPodsAsync()).FirstOrDefault(pod => pod.Name == holder);
    });
}
