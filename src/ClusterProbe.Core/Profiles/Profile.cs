using System.Collections.Immutable;
using ClusterProbe.Core.Findings;

namespace ClusterProbe.Core.Profiles;

/// <summary>What "ready" means for one team's builds: the <c>spec</c> of a <c>ClusterReadiness</c> document.</summary>
public sealed record Profile
{
    /// <summary>The profile's name: the document's, or the built-in one's.</summary>
    public required string Name { get; init; }

    /// <summary>The CI system whose builds are to run.</summary>
    public required CiSystem CiSystem { get; init; }

    /// <summary>The namespaces in which build pods are created. At least one when checks run.</summary>
    public ImmutableArray<string> BuildNamespaces { get; init; } = [];

    /// <summary>The ServiceAccount that creates the build pods; null to discover it.</summary>
    public ServiceAccountReference? CiIdentity { get; init; }

    /// <summary>The ServiceAccount that build pods run under, in their own namespace.</summary>
    public string BuildServiceAccount { get; init; } = "default";

    /// <summary>The capabilities that builds can't do without. Others are evaluated too, and at most warned about.</summary>
    public ImmutableArray<Capability> Require { get; init; } = [];

    /// <summary>The pods that builds consist of. At least one.</summary>
    public ImmutableArray<BuildShape> Shapes { get; init; } = [];

    /// <summary>How much is built.</summary>
    public BuildLoad Load { get; init; } = new();

    /// <summary>What only Harness CI knows; null for other systems.</summary>
    public HarnessSettings? Harness { get; init; }

    /// <summary>What builds connect to, and nodes are to reach. Only agents look.</summary>
    public ImmutableArray<BuildEndpoint> Endpoints { get; init; } = [];

    /// <summary>Whether no privileged pod is sent, not even as a dry run: monitoring may take one for an attack.</summary>
    public bool NoPrivilegedProbe { get; init; }

    /// <summary>Findings that somebody has accepted.</summary>
    public ImmutableArray<Waiver> Waivers { get; init; } = [];
}

/// <summary>A CI system that runs builds as pods.</summary>
public enum CiSystem
{
    /// <summary>Harness CI, <c>KubernetesDirect</c> infrastructure.</summary>
    Harness,

    /// <summary>GitLab Runner, Kubernetes executor.</summary>
    GitLabRunner,

    /// <summary>GitHub Actions Runner Controller, runner scale sets.</summary>
    ActionsRunnerController,

    /// <summary>Jenkins, kubernetes plugin.</summary>
    Jenkins,

    /// <summary>Tekton Pipelines.</summary>
    Tekton,
}

/// <summary>Something that some builds need of the cluster and others do not.</summary>
public enum Capability
{
    /// <summary>Privileged containers, as Docker-in-Docker, Buildx and Buildah use them: <c>docker-in-docker</c>.</summary>
    DockerInDocker,

    /// <summary>Containers that run as root without privilege, as kaniko does: <c>root-builds</c>.</summary>
    RootBuilds,

    /// <summary>Builds on Windows nodes: <c>windows-builds</c>.</summary>
    WindowsBuilds,
}

/// <summary>A ServiceAccount by name.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
public sealed record ServiceAccountReference(string Namespace, string Name)
{
    /// <summary>The user name under which it authenticates.</summary>
    public string UserName => $"system:serviceaccount:{Namespace}:{Name}";

    /// <inheritdoc/>
    public override string ToString() => $"{Namespace}/{Name}";
}

/// <summary>How much is built.</summary>
/// <param name="ParallelBuilds">The peak number of build pods at the same time; null when not said.</param>
/// <param name="PullRequestsPerDay">Pull requests built on a day; null when not said.</param>
public sealed record BuildLoad(int? ParallelBuilds = null, int? PullRequestsPerDay = null);

/// <summary>What only Harness CI knows.</summary>
/// <param name="AccountId">The Harness account id, which build pods carry as label <c>accountID</c>; null when not said.</param>
/// <param name="OrgId">The organisation id; null when not said.</param>
/// <param name="ProjectId">The project id; null when not said.</param>
/// <param name="PipelineId">A pipeline id; null when not said.</param>
/// <param name="StageId">A stage id; null when not said.</param>
public sealed record HarnessSettings(
    string? AccountId = null, string? OrgId = null, string? ProjectId = null, string? PipelineId = null, string? StageId = null);
