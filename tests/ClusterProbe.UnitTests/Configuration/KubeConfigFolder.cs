using ClusterProbe.Kubernetes.Configuration;

namespace ClusterProbe.UnitTests.Configuration;

/// <summary>A folder with kubeconfigs and what they refer to.</summary>
internal sealed class KubeConfigFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("clusterprobe-kubeconfig-");

    /// <summary>The path of a file in it.</summary>
    public string this[string name] => Path.Combine(_folder.FullName, name);

    /// <summary>Writes a file and returns its path.</summary>
    public string Write(string name, string content, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite)
    {
        File.WriteAllText(this[name], content);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(this[name], mode);
        return this[name];
    }

    /// <summary>Writes a kubeconfig with one context, and loads it.</summary>
    /// <param name="user">The user's fields, as YAML flow.</param>
    /// <param name="cluster">The cluster's fields beside its server, as YAML flow.</param>
    public Task<ClusterConnection> LoadAsync(string user, string cluster = "", string server = "http://127.0.0.1", TimeProvider? time = null, CancellationToken cancellationToken = default)
        => LoadFileAsync(
            Write("config", $$$"""
                current-context: test
                contexts: [ {name: test, context: {cluster: c, user: u}} ]
                clusters:
                - name: c
                  cluster: { server: "{{{server}}}", {{{cluster}}} }
                users:
                - name: u
                  user: { {{{user}}} }
                """),
            time: time,
            cancellationToken: cancellationToken);

    /// <summary>Loads a kubeconfig.</summary>
    public static Task<ClusterConnection> LoadFileAsync(string file, string? context = null, TimeProvider? time = null, CancellationToken cancellationToken = default)
        => new KubeConfigLoader(_ => null, time ?? TimeProvider.System).LoadAsync(file, context, cancellationToken);

    public void Dispose() => _folder.Delete(recursive: true);
}
