using System.Globalization;
using ClusterProbe.Core.Yaml;

namespace ClusterProbe.Core.Mesh;

/// <summary>Writes the objects that fix calls to build pods.</summary>
internal static class MeshManifests
{
    /// <summary>A headless Service.</summary>
    /// <param name="service">The Service.</param>
    public static string Headless(ServiceFact service) => YamlWriter.Write(
        ("apiVersion", "v1"),
        ("kind", "Service"),
        ("metadata", Metadata(service.Namespace, service.Name)),
        ("spec", Map(
            ("clusterIP", "None"),
            ("publishNotReadyAddresses", service.PublishNotReadyAddresses),
            ("selector", Map([.. service.Selector.Select(pair => (pair.Key, (object)pair.Value))])),
            ("ports", service.Ports.Select(port => (object)Port(port)).ToArray()))));

    /// <summary>A policy that accepts plaintext on one port of the pods with a label.</summary>
    /// <param name="apiVersion">The version to write.</param>
    /// <param name="namespace">The pods' namespace.</param>
    /// <param name="name">The policy's name.</param>
    /// <param name="label">The label.</param>
    /// <param name="port">The container port.</param>
    public static string PermissivePort(string apiVersion, string @namespace, string name, (string Key, string Value) label, int port) => YamlWriter.Write(
        ("apiVersion", apiVersion),
        ("kind", "PeerAuthentication"),
        ("metadata", Metadata(@namespace, name)),
        ("spec", Map(
            ("selector", Map(("matchLabels", Map((label.Key, label.Value))))),
            ("portLevelMtls", Map((port.ToString(CultureInfo.InvariantCulture), Map(("mode", "PERMISSIVE"))))))));

    private static (string, object)[] Metadata(string @namespace, string name) => Map(("name", name), ("namespace", @namespace));

    private static (string, object)[] Port(ServicePortFact port)
    {
        var entries = new List<(string, object)>();
        if (port.Name.Length > 0) entries.Add(("name", port.Name));
        entries.Add(("port", port.Port));
        if (port.TargetPort.Length > 0)
        {
            entries.Add(("targetPort", int.TryParse(port.TargetPort, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : port.TargetPort));
        }

        entries.Add(("protocol", port.Protocol.Length > 0 ? port.Protocol : "TCP"));
        if (port.AppProtocol.Length > 0) entries.Add(("appProtocol", port.AppProtocol));
        return [.. entries];
    }

    private static (string, object)[] Map(params (string, object)[] entries) => entries;
}
