using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ClusterProbe.Core.Facts;

namespace ClusterProbe.Core.Mesh;

/// <summary>A Service, as far as it decides which pods a mesh knows by address.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
public sealed record ServiceFact(string Namespace, string Name)
{
    /// <summary><c>ClusterIP</c>, <c>ExternalName</c> and so on; empty for the default.</summary>
    public string Type { get; init; } = "";

    /// <summary><c>None</c> for a headless Service; empty when none is allocated yet.</summary>
    public string ClusterIP { get; init; } = "";

    /// <summary>The selector; empty when EndpointSlices are managed by hand.</summary>
    public ImmutableSortedDictionary<string, string> Selector { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The ports.</summary>
    public ImmutableArray<ServicePortFact> Ports { get; init; } = [];

    /// <summary>Whether pods that are not ready are published too.</summary>
    public bool PublishNotReadyAddresses { get; init; }

    /// <summary>The annotation <c>networking.istio.io/exportTo</c>: the namespaces that see it; empty for all.</summary>
    public ImmutableArray<string> ExportTo { get; init; } = [];

    /// <summary>The running pods behind it. Collected for headless Services with a selector only.</summary>
    public Fact<SelectedPods> Pods { get; init; } = new();

    /// <summary>The host name that a mesh knows it by, in the usual domain.</summary>
    [JsonIgnore]
    public string Host => $"{Name}.{Namespace}.svc.cluster.local";

    /// <summary>Whether it is headless.</summary>
    [JsonIgnore]
    public bool IsHeadless => ClusterIP == "None" && Type != "ExternalName";

    /// <summary>Whether clients in a namespace see it.</summary>
    /// <param name="clientNamespace">The clients' namespace.</param>
    /// <param name="defaultExportTo">What the mesh says of Services that say nothing; empty for all namespaces.</param>
    public bool IsVisibleFrom(string clientNamespace, ImmutableArray<string> defaultExportTo)
        => Visibility.Includes(ExportTo.IsEmpty ? defaultExportTo : ExportTo, Namespace, clientNamespace);

    /// <summary>As people name it: <c>ci/build-pods</c>.</summary>
    public override string ToString() => $"{Namespace}/{Name}";
}

/// <summary>A port of a Service.</summary>
/// <param name="Name">Its name, empty for none.</param>
/// <param name="Port">Its number.</param>
/// <param name="TargetPort">The port of the pods, a number or a name; empty for the same number.</param>
/// <param name="Protocol"><c>TCP</c> (also when empty), <c>UDP</c> or <c>SCTP</c>.</param>
/// <param name="AppProtocol">The application protocol, empty when not declared.</param>
public sealed record ServicePortFact(string Name, int Port, string TargetPort = "", string Protocol = "", string AppProtocol = "")
{
    /// <summary>
    /// Whether Istio takes it for HTTP. <c>appProtocol</c> beats the name, of which the part before the first dash counts
    /// (<c>pkg/config/kube/conversion.go</c> of istio/istio).
    /// </summary>
    [JsonIgnore]
    public bool IsHttp
    {
        get
        {
            var declared = AppProtocol.Length > 0 ? AppProtocol : Name;
            return declared is "kubernetes.io/h2c" or "kubernetes.io/ws"
                || declared.ToLowerInvariant().Split('-')[0] is "http" or "http2" or "grpc" or "http_proxy";
        }
    }
}

/// <summary>The pods that a selector finds now.</summary>
/// <param name="Count">How many; finished ones are left out.</param>
/// <param name="WithoutProxy">The names of those that other pods can't reach by mutual TLS; at most five.</param>
public sealed record SelectedPods(int Count, ImmutableArray<string> WithoutProxy);

/// <summary>Istio's <c>exportTo</c>.</summary>
internal static class Visibility
{
    public const string Everywhere = "*";

    private const string Nowhere = "~";

    /// <summary>Whether a Service is seen from a namespace (<c>initServiceRegistry</c> of istio/istio, <c>pilot/pkg/model/push_context.go</c>).</summary>
    public static bool Includes(ImmutableArray<string> exportTo, string ownNamespace, string clientNamespace)
        => exportTo.IsEmpty
            || exportTo.Contains(Everywhere)
            || (!exportTo.Contains(Nowhere) && exportTo.Any(entry => (entry == "." ? ownNamespace : entry) == clientNamespace));
}
