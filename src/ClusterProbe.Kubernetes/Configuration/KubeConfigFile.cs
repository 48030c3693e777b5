using k8s;
using k8s.Exceptions;
using k8s.KubeConfigModels;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ClusterProbe.Kubernetes.Configuration;

/// <summary>One kubeconfig file: what the Kubernetes client library reads of it, and the fields that the library leaves out.</summary>
internal sealed class KubeConfigFile
{
    private const long SizeCap = 16 << 20;

    private readonly YamlMappingNode _root;
    private readonly string _folder;

    private KubeConfigFile(string path, K8SConfiguration content, YamlMappingNode root)
    {
        (Path, Content, _root) = (path, content, root);
        _folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!;
    }

    public string Path { get; }

    public K8SConfiguration Content { get; }

    /// <exception cref="ConfigurationException">It can't be read, or is not a kubeconfig.</exception>
    public static KubeConfigFile Load(string path)
    {
        try
        {
            if (new FileInfo(path).Length > SizeCap) throw new ConfigurationException($"{path} is larger than {SizeCap >> 20} MiB: not a kubeconfig.");
            using var text = File.OpenText(path);
            var stream = new YamlStream();
            stream.Load(text);
            return stream.Documents is [{ RootNode: YamlMappingNode root }, ..]
                ? new KubeConfigFile(path, KubernetesClientConfiguration.LoadKubeConfig(path), root)
                : throw new ConfigurationException($"{path} is not a kubeconfig: it holds no YAML mapping.");
        }
        catch (YamlException exception)
        {
            throw new ConfigurationException($"{path}:{exception.Start.Line}:{exception.Start.Column}: not a valid kubeconfig: {exception.Message}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or KubeConfigException)
        {
            throw new ConfigurationException($"{path} can't be read as a kubeconfig: {exception.Message}");
        }
    }

    /// <summary>A path of the file, relative to the file's own folder as kubectl takes it.</summary>
    public string Resolve(string path) => System.IO.Path.Combine(_folder, path);

    /// <summary>A field of a named entry that the library does not know, such as <c>proxy-url</c> of a cluster.</summary>
    public string? Field(string list, string name, string kind, string field)
        => _root.Children.TryGetValue(list, out var entries) && entries is YamlSequenceNode sequence
            ? sequence.OfType<YamlMappingNode>()
                .Where(entry => Scalar(entry, "name") == name)
                .Select(entry => entry.Children.TryGetValue(kind, out var details) && details is YamlMappingNode mapping ? Scalar(mapping, field) : null)
                .FirstOrDefault()
            : null;

    private static string? Scalar(YamlMappingNode mapping, string key)
        => mapping.Children.TryGetValue(key, out var node) && node is YamlScalarNode { Value: { Length: > 0 } value } ? value : null;
}
