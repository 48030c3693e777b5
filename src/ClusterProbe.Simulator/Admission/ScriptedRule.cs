using System.Text.Json.Nodes;
using ClusterProbe.Simulator.Http;
using ClusterProbe.Simulator.Manifests;

namespace ClusterProbe.Simulator.Admission;

/// <summary>One thing that a webhook, or a plug-in of the platform, does to certain pods.</summary>
/// <param name="Webhook">The webhook's name; empty for a compiled-in plug-in.</param>
/// <param name="When">To which pods.</param>
/// <param name="Pod">What it sets in the pod where nothing is set; lists grow.</param>
/// <param name="Container">What it sets in each container where nothing is set.</param>
/// <param name="Warning">The warning that it gives; empty for none.</param>
/// <param name="Denial">How it refuses them; null when it does not.</param>
internal sealed record ScriptedRule(string Webhook, RuleCondition When, JsonObject Pod, JsonObject Container, string Warning, ScriptedRefusal? Denial)
{
    /// <summary>Reads a rule.</summary>
    public static ScriptedRule Read(JsonObject rule) => new(
        rule.Text("webhook"),
        new RuleCondition(rule["when"] as JsonObject ?? []),
        rule.At("set", "pod") as JsonObject ?? [],
        rule.At("set", "container") as JsonObject ?? [],
        rule.Text("warning"),
        rule["deny"] is JsonObject denial ? ScriptedRefusal.Read(denial) : null);

    /// <summary>Changes the pod, and warns.</summary>
    public void Mutate(PodReview review)
    {
        if (Warning.Length > 0) review.Warnings.Add(When.Explain(Warning, review));
        foreach (var container in review.Containers) Fill(container, Container);
        Fill(review.Pod, Pod);
    }

    /// <summary>The refusal; null when it has none.</summary>
    public Answer? Refuse(PodReview review)
    {
        if (Denial is null) return null;
        var text = When.Explain(Denial.Message, review);
        return Webhook.Length == 0
            ? review.Forbidden(text)
            : StatusError.Of(Denial.Code, Denial.Reason, $"admission webhook \"{Webhook}\" denied the request: {text}");
    }

    private static void Fill(JsonObject target, JsonObject values)
    {
        foreach (var (field, value) in values)
        {
            if (value is JsonObject child) Fill(target.ObjectIn(field), child);
            else if (value is JsonArray items) foreach (var item in items) target.Append(field, item?.DeepClone());
            else target.Default(field, value?.DeepClone());
        }
    }
}

/// <summary>How a rule refuses.</summary>
/// <param name="Code">The HTTP status code that the webhook asks for.</param>
/// <param name="Reason"><c>Status.reason</c>, which may be empty or free text.</param>
/// <param name="Message">The webhook's own words; <c>$(...)</c> is filled in.</param>
internal sealed record ScriptedRefusal(int Code, string Reason, string Message)
{
    private const int DefaultCode = 403;

    /// <summary>Reads a refusal.</summary>
    public static ScriptedRefusal Read(JsonObject denial) => new((int)(denial["code"]?.GetValue<long>() ?? DefaultCode), denial.Text("reason"), denial.Text("message"));
}
