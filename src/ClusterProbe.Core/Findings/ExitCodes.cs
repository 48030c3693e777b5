namespace ClusterProbe.Core.Findings;

/// <summary>Derives exit codes from findings, and says what they mean.</summary>
public static class ExitCodes
{
    /// <summary>The exit code of a run. Of several that apply, the first of 3, 5, 4, 0.</summary>
    /// <param name="evaluation">The findings.</param>
    /// <param name="failOnWarnings">Whether warnings that are not waived matter.</param>
    public static ExitCode For(Evaluation evaluation, bool failOnWarnings)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        return evaluation.Verdict switch
        {
            Verdict.NotReady => ExitCode.NotReady,
            Verdict.Unknown => ExitCode.Unknown,
            _ => failOnWarnings && evaluation.Count(FindingStatus.Warn) > 0 ? ExitCode.Warnings : ExitCode.Ready,
        };
    }

    /// <summary>What an exit code means, in a few words.</summary>
    /// <param name="code">The exit code.</param>
    public static string MeaningOf(ExitCode code) => code switch
    {
        ExitCode.Ready => "ready",
        ExitCode.InternalError => "internal error",
        ExitCode.Usage => "wrong usage or configuration",
        ExitCode.NotReady => "not ready",
        ExitCode.Warnings => "ready, with warnings that --fail-on warn does not accept",
        ExitCode.Unknown => "something required could not be evaluated",
        _ => throw new ArgumentOutOfRangeException(nameof(code)),
    };
}
