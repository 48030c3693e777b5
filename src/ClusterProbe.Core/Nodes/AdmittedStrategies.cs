using System.Collections.Immutable;
using ClusterProbe.Core.Admission;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Nodes;

/// <summary>Tells from the answers to dry runs which ways of building admission lets in. One namespace that does is enough.</summary>
internal static class AdmittedStrategies
{
    private static readonly AdmissionVerdict NotAsked = new(AdmissionOutcome.Unknown);

    /// <summary>The answer for each way.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="profile">The profile.</param>
    public static ImmutableArray<StrategyAnswer> Of(ClusterFacts facts, Profile profile)
    {
        BuildProbes[] builds = [.. BuildProbes.All(facts, profile).Where(build => !ProbePod.IsWindows(build.Shape))];
        return
        [
            Any(BuildStrategy.DockerInDocker, builds, build => FromOutcome(Decide(build, ProbeVariant.Privileged), "privileged pods")),
            Any(BuildStrategy.Rootless, builds, Rootless),
            Any(BuildStrategy.UserNamespaced, builds, UserNamespaced),
            Any(BuildStrategy.RootBuilds, builds, build => FromOutcome(Decide(build, ProbeVariant.Root), "pods that run as root")),
        ];
    }

    private static StrategyAnswer Any(BuildStrategy strategy, BuildProbes[] builds, Func<BuildProbes, (StrategyVerdict Verdict, string Why)> judge)
    {
        var answers = builds.Select(build => (build.Namespace, Answer: judge(build))).ToArray();
        if (answers.Length == 0) return new(strategy, StrategyVerdict.Unknown, "no build namespace is named");
        if (Array.Exists(answers, each => each.Answer.Verdict == StrategyVerdict.Works)) return new(strategy, StrategyVerdict.Works);
        var (space, (verdict, why)) = answers.OrderBy(each => each.Answer.Verdict).First();
        return new(strategy, verdict, $"namespace {space}: {why}");
    }

    /// <summary>
    /// Rootless builders need unconfined profiles of seccomp and AppArmor. That is not probed; Pod Security allows it exactly where it
    /// allows privileged pods, and where a policy engine refuses those nothing follows.
    /// </summary>
    private static (StrategyVerdict, string) Rootless(BuildProbes build)
    {
        var privileged = Decide(build, ProbeVariant.Privileged);
        return privileged switch
        {
            { Outcome: AdmissionOutcome.Admitted or AdmissionOutcome.AdmittedFailOpen } => (StrategyVerdict.Works, ""),
            { Outcome: AdmissionOutcome.Denied, Class: DenialClass.PodSecurity } => (StrategyVerdict.DoesNotWork, "Pod Security refuses unconfined profiles"),
            _ => (StrategyVerdict.Unknown, "whether unconfined profiles are admitted is not known"),
        };
    }

    private static (StrategyVerdict, string) UserNamespaced(BuildProbes build)
        => build.Shape.HostUsers != false ? (StrategyVerdict.Unknown, "no build shape asks for it (hostUsers: false)")
            : !build[ProbeVariant.AsBuilt].Answer.IsKnown(out var answer) || DenialClassifier.Classify(answer) is { } denial && denial.Class.IsUndecided()
                ? (StrategyVerdict.Unknown, "whether such pods are admitted is not known")
            : answer.Admitted ? (StrategyVerdict.Works, "")
            : (StrategyVerdict.DoesNotWork, $"build shape {build.Shape.Name} is refused");

    private static (StrategyVerdict, string) FromOutcome(AdmissionVerdict verdict, string pods) => verdict.Outcome switch
    {
        AdmissionOutcome.Admitted or AdmissionOutcome.AdmittedFailOpen or AdmissionOutcome.DeniedOnlyAsProbed => (StrategyVerdict.Works, ""),
        AdmissionOutcome.Denied => (StrategyVerdict.DoesNotWork, $"{pods} are refused"),
        _ => (StrategyVerdict.Unknown, $"whether {pods} are admitted is not known"),
    };

    private static AdmissionVerdict Decide(BuildProbes build, ProbeVariant variant)
        => build[ProbeVariant.Restricted].Answer.IsKnown(out var benign) && build[variant].Answer.IsKnown(out var special)
            ? AdmissionProtocol.Decide(benign, special, asBuilt: null, mayFailOpen: false)
            : NotAsked;
}
