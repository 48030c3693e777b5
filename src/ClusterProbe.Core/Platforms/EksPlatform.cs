using System.Collections.Immutable;
using ClusterProbe.Core.Facts;

namespace ClusterProbe.Core.Platforms;

/// <summary>Recognises Amazon EKS, Fargate and Auto Mode. The Fargate webhook is on every EKS cluster and says nothing.</summary>
internal static class EksPlatform
{
    private const string ComputeType = "eks.amazonaws.com/compute-type";

    public static Platform? Recognise(PlatformSignals signals)
    {
        var fargateAnswers = signals.Answers.Any(pair => pair.Answer.Pod?.SchedulerName == "fargate-scheduler");
        string?[] eks =
        [
            signals.ServerVersion.Contains("-eks-", StringComparison.Ordinal) ? $"the API server's version is {signals.ServerVersion}" : null,
            signals.ServesGroup("eks.amazonaws.com") ? "the API server serves eks.amazonaws.com" : null,
            signals.Count(node => node.Labels.Keys.Any(key => key.StartsWith("eks.amazonaws.com/", StringComparison.Ordinal)), "have labels of eks.amazonaws.com"),
            signals.Count(IsFargate, "are Fargate nodes"),
            signals.Count(IsAuto, "are Auto Mode nodes"),
            fargateAnswers ? "a dry-run pod came back with the scheduler fargate-scheduler" : null,
        ];
        ImmutableArray<string> evidence = [.. eks.OfType<string>()];
        if (evidence.IsEmpty) return null;
        var fargate = fargateAnswers || signals.Nodes.Any(IsFargate) ? SpecialNodes.Fargate : SpecialNodes.None;
        var auto = signals.Nodes.Any(IsAuto) ? SpecialNodes.AutoMode : SpecialNodes.None;
        var kind = auto != SpecialNodes.None ? PlatformKind.EksAutoMode
            : !signals.Nodes.IsEmpty && signals.Nodes.All(IsFargate) ? PlatformKind.EksFargate
            : PlatformKind.Eks;
        return new Platform(kind, PlatformConfidence.Certain, evidence) { SpecialNodes = fargate | auto };
    }

    /// <summary>Whether it is the one of a single Fargate pod.</summary>
    /// <param name="node">The node.</param>
    internal static bool IsFargate(NodeFact node)
        => node.Name.StartsWith("fargate-ip-", StringComparison.Ordinal) || node.Labels.GetValueOrDefault(ComputeType) == "fargate";

    private static bool IsAuto(NodeFact node)
        => node.Labels.GetValueOrDefault(ComputeType) == "auto" || node.Labels.ContainsKey("eks.amazonaws.com/nodeclass");
}
