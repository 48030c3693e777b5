using System.Collections.Immutable;
using ClusterProbe.Reporting.Agent;

namespace ClusterProbe.UnitTests.Reporting;

/// <summary>What agents show of sample clusters, so that every part of a report occurs.</summary>
internal static class SampleAgentReport
{
    public static DateTimeOffset Now { get; } = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    /// <summary>One profile that fails, with everything that a status can hold.</summary>
    public static AgentReport NotReady { get; } = Of(new ProfileReport("ci", Spec, SampleStatus.Failing(Now)));

    /// <summary>One profile that is ready.</summary>
    public static AgentReport Ready { get; } = Of(new ProfileReport("ci", Spec, SampleStatus.Ready(Now)));

    /// <summary>A profile without a status.</summary>
    public static AgentReport NotEvaluated { get; } = Of(new ProfileReport("ci", Spec, null));

    /// <summary>Nothing was read so far.</summary>
    public static AgentReport NotRead { get; } = Of() with { Profiles = null };

    /// <summary>Nobody has said what ready means.</summary>
    public static AgentReport NoProfile { get; } = Of();

    /// <summary>Three profiles: one fails, one is ready, the spec of one is wrong.</summary>
    public static AgentReport Several { get; } = Of(
        new ProfileReport("ci", Spec, SampleStatus.Failing(Now)),
        new ProfileReport("nightly", Spec with { CiSystem = "jenkins", Namespaces = ["nightly"], Require = [], CiIdentity = null }, SampleStatus.Ready(Now)),
        new ProfileReport("release", Spec with { Namespaces = [] }, SampleStatus.Invalid(Now)));

    /// <summary>An old status of an earlier spec.</summary>
    public static AgentReport Stale { get; } = Of(new ProfileReport("ci", Spec with { Generation = 4 }, SampleStatus.Ready(Now.AddMinutes(-25))));

    private static ProfileSummary Spec => new()
    {
        Generation = 3,
        CiSystem = "harness",
        Namespaces = ["ci-builds", "ci-trusted"],
        Require = ["docker-in-docker"],
        CiIdentity = "harness-delegate-ng/prod-delegate",
        Shapes = ["default", "large"],
    };

    private static AgentReport Of(params ImmutableArray<ProfileReport> profiles) => new()
    {
        Agent = new AgentIdentity("pool-a-7c2f", "clusterprobe-agent-x7k2p", "0.1.0", IsLeader: true),
        Profiles = profiles,
        Now = Now,
        Notice = "Sample data: this is not a real cluster.",
    };
}
