using System.Collections.Immutable;

namespace ClusterProbe.Core.Profiles;

/// <summary>What builds of each CI system connect to where it is the vendor's service. Nobody said so, which is why they are only assumed.</summary>
internal static class BuiltInEndpoints
{
    private static readonly BuildEndpoint DockerHub = Assumed("docker-hub", "registry-1.docker.io");
    private static readonly ImmutableArray<BuildEndpoint> Harness = [Assumed("harness", "app.harness.io"), Assumed("harness-logs", "storage.googleapis.com"), DockerHub];
    private static readonly ImmutableArray<BuildEndpoint> GitLab = [Assumed("gitlab", "gitlab.com"), Assumed("gitlab-registry", "registry.gitlab.com"), DockerHub];
    private static readonly ImmutableArray<BuildEndpoint> GitHub = [Assumed("github", "github.com"), Assumed("github-api", "api.github.com"), DockerHub];
    private static readonly ImmutableArray<BuildEndpoint> Others = [DockerHub];

    public static ImmutableArray<BuildEndpoint> For(CiSystem system) => system switch
    {
        CiSystem.Harness => Harness,
        CiSystem.GitLabRunner => GitLab,
        CiSystem.ActionsRunnerController => GitHub,
        _ => Others,
    };

    private static BuildEndpoint Assumed(string name, string host) => new(name, host, 443, Tls: true) { Assumed = true };
}
