using System.Collections.Immutable;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Kubernetes;
using ClusterProbe.Kubernetes.Configuration;

namespace ClusterProbe.IntegrationTests.Admission;

/// <summary>Runs the admission checks against a control plane.</summary>
internal static class AdmissionRun
{
    private static readonly ImmutableArray<Check> Checks = [.. CheckRegistry.All.Where(check => check.Category == Category.Admission)];

    /// <summary>The findings for builds in one namespace, by the check's code.</summary>
    /// <param name="controlPlane">Where.</param>
    /// <param name="namespace">The build namespace.</param>
    /// <param name="adjust">Changes the profile of one generic build.</param>
    /// <param name="connection">Who asks; null for the administrator.</param>
    public static async Task<IReadOnlyDictionary<string, Finding>> CheckAsync(
        ControlPlane controlPlane, string @namespace, Func<Profile, Profile>? adjust = null, ClusterConnection? connection = null)
    {
        var profile = BuiltInProfiles.For(CiSystem.Jenkins) with { BuildNamespaces = [@namespace] };
        if (adjust is not null) profile = adjust(profile);
        var api = ControlPlane.CreateApiClient(connection ?? controlPlane.WithToken(controlPlane.AdminToken));
        var facts = await new FactCollection(TimeProvider.System).CollectAsync(
            api, profile, Checks.SelectMany(check => check.Needs), "test", TimeSpan.FromSeconds(60), null, CancellationToken.None);
        return CheckEngine.Evaluate(Checks, new CheckContext(facts, profile, facts.CollectedAt)).Findings.ToDictionary(finding => finding.Code);
    }
}
