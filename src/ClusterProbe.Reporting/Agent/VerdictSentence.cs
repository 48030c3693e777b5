namespace ClusterProbe.Reporting.Agent;

/// <summary>The verdict in one sentence.</summary>
internal static class VerdictSentence
{
    public static string For(AgentReport report)
    {
        if (report.Profiles is not { } profiles) return "Not evaluated yet";
        if (profiles.IsEmpty) return "Nothing to evaluate";
        if (profiles is [var only]) return For(report, only);

        var verdict = Verdict.Of(report);
        var count = profiles.Count(profile => Readiness.Of(profile) == verdict.State);
        return Claim(verdict, verdict.State switch
        {
            ReadinessState.Ready => $"Ready for CI builds, by all {count} profiles",
            ReadinessState.NotReady => $"Not ready for CI builds: {count} of {profiles.Length} profiles {(count == 1 ? "fails" : "fail")}",
            ReadinessState.Unknown => $"Readiness unknown for {count} of {profiles.Length} profiles",
            _ => $"{count} of {profiles.Length} profiles not evaluated yet",
        });
    }

    public static string For(AgentReport report, ProfileReport profile)
    {
        var verdict = Verdict.Of(report, profile);
        return Claim(verdict, verdict.State switch
        {
            ReadinessState.Ready => "Ready for CI builds",
            ReadinessState.NotReady => $"Not ready for CI builds{Because(profile.Status!.Counts.Failed, "fails", "fail")}",
            ReadinessState.Unknown => $"Readiness unknown{Because(profile.Status!.Counts.Unknown, "could not be evaluated", "could not be evaluated")}",
            _ => "Not evaluated yet",
        });
    }

    /// <summary>The sentence below the verdict: the condition's own words, or why there are none.</summary>
    public static string Detail(ProfileReport profile)
        => Readiness.Condition(profile) is { Message.Length: > 0 } condition ? condition.Message
            : Readiness.Of(profile) == ReadinessState.NotEvaluated ? "The leader has not checked this profile so far."
            : "";

    /// <summary>The sentence below the verdict of the whole.</summary>
    public static string Detail(AgentReport report) => report.Profiles switch
    {
        null => "This agent has not read the ClusterReadiness objects so far.",
        { IsEmpty: true } => "The cluster has no ClusterReadiness object that says what ready means.",
        [var only] => Detail(only),
        _ => "",
    };

    private static string Claim(Verdict verdict, string sentence)
        => verdict is { IsPast: true, State: not ReadinessState.NotEvaluated } ? $"{sentence}, when last checked" : sentence;

    private static string Because(int count, string one, string many) => count switch
    {
        0 => "",
        1 => $": 1 finding {one}",
        _ => $": {count} findings {many}",
    };
}
