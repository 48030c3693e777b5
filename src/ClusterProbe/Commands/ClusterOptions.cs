using System.CommandLine;
using System.CommandLine.Parsing;
using ClusterProbe.Kubernetes.Configuration;

namespace ClusterProbe.Commands;

/// <summary>The flags that say which cluster, as kubectl has them.</summary>
/// <param name="otherwise">What is used without them, as a sentence; empty for what kubectl uses.</param>
internal sealed class ClusterOptions(string otherwise = "")
{
    private readonly Option<string?> _kubeConfig = new("--kubeconfig") { Description = $"The kubeconfig to use.{otherwise}", HelpName = "FILE" };
    private readonly Option<string?> _context = new("--context") { Description = "The kubeconfig context to use.", HelpName = "NAME" };

    public IEnumerable<Option> All => [_kubeConfig, _context];

    /// <summary>Whether a cluster is named.</summary>
    public bool AreGiven(SymbolResult result) => result.GetValue(_context) is not null || result.GetValue(_kubeConfig) is not null;

    /// <summary>Finds the cluster.</summary>
    /// <exception cref="ConfigurationException">There is none, or its configuration can't be used.</exception>
    public Task<ClusterConnection> ConnectAsync(ParseResult result, TimeProvider time, CancellationToken cancellationToken)
        => new KubeConfigLoader(Environment.GetEnvironmentVariable, time).LoadAsync(result.GetValue(_kubeConfig), result.GetValue(_context), cancellationToken);
}
