using System.Collections.Immutable;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Kubernetes;
using ClusterProbe.Kubernetes.Configuration;

namespace ClusterProbe.IntegrationTests;

/// <summary>Runs single checks against a control plane, collecting what they need and no more. The facts are recorded and read back in between.</summary>
internal static class CheckRun
{
    extension(ControlPlane controlPlane)
    {
        /// <summary>All findings of one check.</summary>
        /// <param name="code">The check's code.</param>
        /// <param name="profile">What ready means.</param>
        /// <param name="connection">Who asks; null for the administrator.</param>
        public async Task<ImmutableArray<Finding>> FindingsAsync(string code, Profile profile, ClusterConnection? connection = null)
        {
            var check = CheckRegistry.All.Single(item => item.Code == code);
            var api = ControlPlane.CreateApiClient(connection ?? controlPlane.WithToken(controlPlane.AdminToken));
            var facts = await new FactCollection(TimeProvider.System).CollectAsync(
                api, profile, check.Needs, "test", TimeSpan.FromSeconds(60), null, CancellationToken.None);
            var recorded = await RecordedAsync(facts, profile);
            return CheckEngine.Evaluate([check], new CheckContext(recorded.Facts, recorded.Profile, facts.CollectedAt)).Findings;
        }

        /// <summary>The only finding of one check.</summary>
        /// <param name="code">The check's code.</param>
        /// <param name="profile">What ready means.</param>
        /// <param name="connection">Who asks; null for the administrator.</param>
        public async Task<Finding> FindingAsync(string code, Profile profile, ClusterConnection? connection = null)
            => (await controlPlane.FindingsAsync(code, profile, connection)).Single();
    }

    private static async Task<RecordedFacts> RecordedAsync(ClusterFacts facts, Profile profile)
    {
        using var stream = new MemoryStream();
        await new RecordedFacts(RecordedFacts.CurrentSchema, "test", profile, facts).WriteAsync(stream, CancellationToken.None);
        stream.Position = 0;
        return await RecordedFacts.ReadAsync(stream, CancellationToken.None);
    }
}
