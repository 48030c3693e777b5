using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ClusterProbe.Simulator.Http;
using ClusterProbe.Simulator.Manifests;

namespace ClusterProbe.Simulator.Admission;

/// <summary>What the admission of one cluster does beyond Kubernetes' own plug-ins.</summary>
/// <param name="Rules">The rules, in order.</param>
internal sealed record AdmissionScript(ImmutableArray<ScriptedRule> Rules)
{
    /// <summary>Reads <c>admission</c> of a scenario's header.</summary>
    public static AdmissionScript Read(JsonObject header) => new([.. header.Items("admission").Select(ScriptedRule.Read)]);

    /// <summary>Plug-ins that the platform has compiled in: they change the pod or refuse it, before webhooks are called.</summary>
    public Answer? AskPlugins(PodReview review)
    {
        foreach (var rule in Rules.Where(rule => rule.Webhook.Length == 0 && rule.When.Matches(review)))
        {
            rule.Mutate(review);
            if (rule.Refuse(review) is { } refusal) return refusal;
        }

        return null;
    }

    /// <summary>Mutating webhooks.</summary>
    public Answer? Mutate(PodReview review)
    {
        foreach (var rule in Rules.Where(rule => rule.Webhook.Length > 0 && rule.When.Matches(review))) rule.Mutate(review);
        return null;
    }

    /// <summary>Validating webhooks.</summary>
    public Answer? Validate(PodReview review)
        => Rules.Where(rule => rule.Webhook.Length > 0 && rule.When.Matches(review)).Select(rule => rule.Refuse(review)).FirstOrDefault(answer => answer is not null);
}
