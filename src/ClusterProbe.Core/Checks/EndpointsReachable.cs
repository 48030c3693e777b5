using System.Collections.Immutable;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Nodes;

namespace ClusterProbe.Core.Checks;

/// <summary>CP7015: what builds connect to is reachable from the node.</summary>
internal sealed class EndpointsReachable : NodeCheck
{
    private const string Reachable = nameof(Reachable);
    private const string NoEndpoints = nameof(NoEndpoints);

    public override string Code => "CP7015";

    public override string Title => "nodes reach what builds connect to";

    protected override ImmutableArray<string> OwnReasons => [Reachable, NoEndpoints, .. Enum.GetNames<EndpointFailure>()];

    public override Finding Evaluate(NodeFacts facts, Subject node)
    {
        if (facts.Endpoints is not { } endpoints) return Skip(node, nameof(ReadingGap.NotLookedAt), "Not looked at.") with { Required = false };
        if (endpoints.IsEmpty) return Skip(node, NoEndpoints, "No profile names an endpoint (spec.endpoints).") with { Required = false };
        ImmutableArray<EndpointResult> failed = [.. endpoints.Where(endpoint => endpoint.Failure is not null).OrderBy(endpoint => endpoint.Endpoint.Assumed)];
        if (failed.IsEmpty) return Pass(node, Reachable, endpoints.Length == 1 ? "The endpoint of the profiles is reachable." : $"All {endpoints.Length} endpoints of the profiles are reachable.");
        var (first, failure) = (failed[0].Endpoint, failed[0].Failure!.Value);
        var message = $"{failed.Length} of {endpoints.Length} endpoints can't be reached: {string.Join("; ", failed.Select(result => $"{result.Endpoint} ({EndpointFailures.TextOf(result.Failure!.Value)})").Distinct())}.";
        return first.Assumed
            ? Caution(node, failure.ToString(), message, $"{EndpointFailures.AdviceOn(failure)} If builds don't need it, say in the profile what they need: spec.endpoints.")
            : Fail(node, failure.ToString(), message) with { Remediation = new Remediation(EndpointFailures.AdviceOn(failure)) };
    }
}
