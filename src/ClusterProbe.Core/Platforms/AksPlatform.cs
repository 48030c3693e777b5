using System.Collections.Immutable;
using ClusterProbe.Core.Facts;

namespace ClusterProbe.Core.Platforms;

/// <summary>Recognises Azure Kubernetes Service, Automatic and virtual nodes. Azure Policy alone says nothing: it is an add-on everywhere.</summary>
internal static class AksPlatform
{
    private const string AutomaticPolicy = "aks-managed-protect-system-namespace-objects";

    public static Platform? Recognise(PlatformSignals signals)
    {
        var automatic = AutomaticEvidence(signals.Facts.AdmissionPolicies);
        string?[] aks =
        [
            signals.Count(node => node.Labels.ContainsKey("kubernetes.azure.com/cluster"), "have the label kubernetes.azure.com/cluster"),
            signals.Count(node => node.Name.StartsWith("aks-", StringComparison.Ordinal) && node.ProviderId.StartsWith("azure://", StringComparison.Ordinal), "have the names and provider ids of AKS"),
            signals.Count(IsVirtual, "are virtual nodes"),
            automatic,
        ];
        ImmutableArray<string> evidence = [.. aks.OfType<string>()];
        return evidence.IsEmpty
            ? null
            : new Platform(automatic is null ? PlatformKind.Aks : PlatformKind.AksAutomatic, PlatformConfidence.Certain, evidence)
            {
                SpecialNodes = signals.Nodes.Any(IsVirtual) ? SpecialNodes.Virtual : SpecialNodes.None,
            };
    }

    private static string? AutomaticEvidence(AdmissionPolicyFacts policies)
        => policies.Policies.IsKnown(out var inventory) && inventory.Policies.Any(policy => policy.Name == AutomaticPolicy)
            ? $"the ValidatingAdmissionPolicy {AutomaticPolicy} is there"
            : null;

    /// <summary>Whether it is one of Azure Container Instances behind it.</summary>
    /// <param name="node">The node.</param>
    internal static bool IsVirtual(NodeFact node)
        => node.Name.StartsWith("virtual-node-aci-", StringComparison.Ordinal) || node.Taints.Any(taint => taint.Key == "virtual-kubelet.io/provider");
}
