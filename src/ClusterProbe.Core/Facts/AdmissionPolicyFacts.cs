using System.Collections.Immutable;

namespace ClusterProbe.Core.Facts;

/// <summary>The webhooks and policies that take part in admission of pods, as far as the API lists them.</summary>
/// <remarks>What is not listed may still exist: API servers also take them from their own disks, and plug-ins are compiled in.</remarks>
public sealed record AdmissionPolicyFacts
{
    /// <summary>Webhooks that may change pods.</summary>
    public Fact<WebhookInventory> Mutating { get; init; } = new();

    /// <summary>Webhooks that may refuse pods.</summary>
    public Fact<WebhookInventory> Validating { get; init; } = new();

    /// <summary>ValidatingAdmissionPolicies and their bindings. Absent where the server serves none; before Kubernetes 1.30 that is usual.</summary>
    public Fact<PolicyInventory> Policies { get; init; } = new();
}

/// <summary>Webhooks of one kind.</summary>
/// <param name="Webhooks">Those whose rules cover the creation of pods.</param>
public sealed record WebhookInventory(ImmutableArray<AdmissionWebhook> Webhooks);

/// <summary>A webhook whose rules cover the creation of pods.</summary>
/// <param name="Configuration">The name of the configuration it is in.</param>
/// <param name="Name">Its own name, which denials mention.</param>
public sealed record AdmissionWebhook(string Configuration, string Name)
{
    /// <summary><c>Fail</c> or <c>Ignore</c>: what happens to pods while it gives no answer.</summary>
    public string FailurePolicy { get; init; } = "Fail";

    /// <summary><c>None</c> and <c>NoneOnDryRun</c> allow dry runs.</summary>
    public string SideEffects { get; init; } = "";

    /// <summary>Who answers: <c>namespace/service</c>, or a URL.</summary>
    public string Target { get; init; } = "";

    /// <summary>How long an answer may take, in seconds.</summary>
    public int TimeoutSeconds { get; init; } = 10;

    /// <summary>Which namespaces it looks at.</summary>
    public LabelSelector NamespaceSelector { get; init; } = LabelSelector.Everything;

    /// <summary>Which pods it looks at.</summary>
    public LabelSelector ObjectSelector { get; init; } = LabelSelector.Everything;

    /// <summary>Whether conditions in CEL decide as well.</summary>
    public bool HasMatchConditions { get; init; }

    /// <summary>Whether it is called for a pod, as far as selectors tell.</summary>
    /// <param name="namespaceLabels">The labels of the pod's namespace; null when they are not known.</param>
    /// <param name="podLabels">The pod's labels.</param>
    public bool MayMatch(ImmutableSortedDictionary<string, string>? namespaceLabels, ImmutableSortedDictionary<string, string> podLabels)
        => (namespaceLabels is null || NamespaceSelector.Matches(namespaceLabels)) && ObjectSelector.Matches(podLabels);
}

/// <summary>ValidatingAdmissionPolicies and their bindings.</summary>
/// <param name="Policies">The policies.</param>
/// <param name="Bindings">The bindings.</param>
public sealed record PolicyInventory(ImmutableArray<AdmissionPolicy> Policies, ImmutableArray<PolicyBinding> Bindings);

/// <summary>A ValidatingAdmissionPolicy.</summary>
/// <param name="Name">Its name.</param>
/// <param name="FailurePolicy"><c>Fail</c> or <c>Ignore</c>: what happens when it can't be evaluated.</param>
public sealed record AdmissionPolicy(string Name, string FailurePolicy);

/// <summary>A binding that puts a policy in force.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Policy">The policy's name.</param>
/// <param name="Actions"><c>Deny</c>, <c>Warn</c>, <c>Audit</c>.</param>
/// <param name="NamespaceSelector">The namespaces it is for.</param>
public sealed record PolicyBinding(string Name, string Policy, ImmutableArray<string> Actions, LabelSelector NamespaceSelector);
