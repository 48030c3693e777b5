namespace ClusterProbe.Core.Nodes;

/// <summary>A way of building container images in a pod.</summary>
public enum BuildStrategy
{
    /// <summary>A Docker daemon in a privileged container.</summary>
    DockerInDocker,

    /// <summary>BuildKit, Buildah or Podman as an ordinary user, who makes a user namespace.</summary>
    Rootless,

    /// <summary>A pod in a user namespace that the kubelet makes (<c>hostUsers: false</c>).</summary>
    UserNamespaced,

    /// <summary>kaniko, or Buildah with chroot isolation: root in the container, without privilege.</summary>
    RootBuilds,
}

/// <summary>Whether a way of building works.</summary>
public enum StrategyVerdict
{
    /// <summary>Something that decides it is not known.</summary>
    Unknown,

    /// <summary>Nothing that is looked at stands in its way.</summary>
    Works,

    /// <summary>Something is known to stand in its way.</summary>
    DoesNotWork,
}

/// <summary>Whether a way of building works, and why not.</summary>
/// <param name="Strategy">The way.</param>
/// <param name="Verdict">Whether it works.</param>
/// <param name="Why">What stands in its way or is not known, without a full stop; empty when it works.</param>
public sealed record StrategyAnswer(BuildStrategy Strategy, StrategyVerdict Verdict, string Why = "")
{
    /// <summary>The way's name, such as <c>docker-in-docker</c>; those of capabilities are the profile's.</summary>
    public string Name => Strategy switch
    {
        BuildStrategy.DockerInDocker => "docker-in-docker",
        BuildStrategy.Rootless => "rootless",
        BuildStrategy.UserNamespaced => "user-namespaced",
        _ => "root-builds",
    };
}
