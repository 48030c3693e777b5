using System.Collections.Immutable;
using ClusterProbe.Core.Admission;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;

namespace ClusterProbe.Core.Checks;

/// <summary>CP1006: the API server has nothing to warn of when it admits build pods.</summary>
internal sealed class AdmissionWithoutWarnings : AdmissionCheck
{
    private const string NoWarningsReason = "NoWarnings";
    private const string WarningsReason = "Warnings";

    public override string Code => "CP1006";

    public override string Title => "admission raises no warnings";

    protected override ImmutableArray<string> OwnReasons => [NoWarningsReason, WarningsReason];

    protected override Finding Evaluate(CheckContext context, BuildProbes probes)
    {
        if (probes.IsNamespaceMissing(context.Facts)) return SkipMissingNamespace(probes);
        ImmutableArray<AdmissionProbe> answered = [.. Variants(context.Profile).Select(variant => probes[variant]).Where(probe => probe.Answer.IsKnown(out _))];
        if (answered.IsEmpty)
        {
            return NotEvaluated(probes.Subject, $"Whether admission warns of build pods in {probes.Namespace}", CauseOf(probes[ProbeVariant.AsBuilt].Answer)) with { Required = false };
        }

        ImmutableArray<string> warnings = [.. answered.SelectMany(probe => WarningsOf(probe)).Distinct(StringComparer.Ordinal)];
        var finding = warnings.IsEmpty
            ? Pass(probes.Subject, NoWarningsReason, $"The API server does not warn of build pods in {probes.Namespace}.")
            : Warn(probes.Subject, WarningsReason, $"The API server warns of build pods in {probes.Namespace}; what is a warning today can be a refusal tomorrow.") with
            {
                Remediation = new("Read the warnings, and change the builds or the rule before it is enforced."),
            };
        return finding with { Required = false, Evidence = [.. warnings, Asked(context, answered[0])] };
    }

    private static IEnumerable<ProbeVariant> Variants(Profile profile)
    {
        yield return ProbeVariant.AsBuilt;
        if (profile.Require.Contains(Capability.DockerInDocker)) yield return ProbeVariant.Privileged;
        if (profile.Require.Contains(Capability.RootBuilds)) yield return ProbeVariant.Root;
    }

    private static ImmutableArray<string> WarningsOf(AdmissionProbe probe) => probe.Answer.IsKnown(out var answer) ? answer.Warnings : [];
}
