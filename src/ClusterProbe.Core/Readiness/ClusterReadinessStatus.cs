using System.Collections.Immutable;

namespace ClusterProbe.Core.Readiness;

/// <summary>
/// What was found: the <c>status</c> of a <c>ClusterReadiness</c> object. Reporters of the agent read this and nothing else, so that
/// every agent can show what the leader found.
/// </summary>
public sealed record ClusterReadinessStatus
{
    /// <summary>The generation of the spec that was evaluated.</summary>
    public long ObservedGeneration { get; init; }

    /// <summary>The <c>Ready</c> condition.</summary>
    public ImmutableArray<Condition> Conditions { get; init; } = [];

    /// <summary>When the cluster was last checked; null for never.</summary>
    public DateTimeOffset? LastCheckedAt { get; init; }

    /// <summary>How long that took, in seconds.</summary>
    public double DurationSeconds { get; init; }

    /// <summary>How many requests that took.</summary>
    public int Requests { get; init; }

    /// <summary>The agent that checked: its pod's name.</summary>
    public string CheckedBy { get; init; } = "";

    /// <summary>The version of that agent.</summary>
    public string AgentVersion { get; init; } = "";

    /// <summary>The API server's version; empty when it is not known.</summary>
    public string KubernetesVersion { get; init; } = "";

    /// <summary>What the cluster runs on, such as <c>GKE Standard (certain: 3 signals)</c>; empty when it is not known.</summary>
    public string Platform { get; init; } = "";

    /// <summary>How many findings there are of each kind.</summary>
    public FindingCounts Counts { get; init; } = new();

    /// <summary>How many build pods of the scarcest shape fit now; null when it is not known.</summary>
    public long? SlotsNow { get; init; }

    /// <summary>Build slots by namespace and shape.</summary>
    public ImmutableArray<ShapeSlots> Slots { get; init; } = [];

    /// <summary>What admission said, by namespace and shape.</summary>
    public ImmutableArray<ShapeAdmission> Admission { get; init; } = [];

    /// <summary>The nodes and their agents.</summary>
    public NodesStatus Nodes { get; init; } = new();

    /// <summary>What does not pass, the worst first; at most <see cref="ReadinessLimits.Findings"/>.</summary>
    public ImmutableArray<FindingStatusEntry> Findings { get; init; } = [];

    /// <summary>How many findings were left out of <see cref="Findings"/>.</summary>
    public int FindingsOmitted { get; init; }

    /// <summary>Every check that was evaluated, with its worst outcome.</summary>
    public ImmutableArray<CheckStatusEntry> Checks { get; init; } = [];

    /// <summary>Changes of the verdict and of findings, the newest first; at most <see cref="ReadinessLimits.Transitions"/>.</summary>
    public ImmutableArray<Transition> Transitions { get; init; } = [];
}

/// <summary>A Kubernetes condition (<c>metav1.Condition</c>).</summary>
/// <param name="Type">Such as <c>Ready</c>.</param>
/// <param name="Status"><c>True</c>, <c>False</c> or <c>Unknown</c>.</param>
/// <param name="Reason">One PascalCase word.</param>
/// <param name="Message">For people.</param>
/// <param name="LastTransitionTime">When the status last changed.</param>
/// <param name="ObservedGeneration">The generation of the spec that it is about.</param>
public sealed record Condition(string Type, string Status, string Reason, string Message, DateTimeOffset LastTransitionTime, long ObservedGeneration);

/// <summary>How many findings there are of each kind; waived ones count only as waived.</summary>
public sealed record FindingCounts(int Failed = 0, int Warnings = 0, int Unknown = 0, int Waived = 0, int Skipped = 0, int Passed = 0);

/// <summary>Build slots of a shape in a namespace.</summary>
/// <param name="Namespace">The build namespace.</param>
/// <param name="Shape">The shape's name.</param>
/// <param name="Now">How many of these pods fit now; null when it is not known.</param>
/// <param name="WhenEmpty">How many would fit if nothing but residents ran; null when it is not known.</param>
public sealed record ShapeSlots(string Namespace, string Shape, long? Now, long? WhenEmpty);

/// <summary>What admission said about a shape in a namespace.</summary>
/// <param name="Namespace">The build namespace.</param>
/// <param name="Shape">The shape's name.</param>
/// <param name="Variant">The variant of the probe, such as <c>declared</c>, <c>root</c> or <c>privileged</c>.</param>
/// <param name="Outcome"><c>admitted</c>, <c>denied</c> or <c>unknown</c>.</param>
/// <param name="Reason">The bounded class of the answer, such as <c>PodSecurity</c>; empty when admitted.</param>
public sealed record ShapeAdmission(string Namespace, string Shape, string Variant, string Outcome, string Reason);

/// <summary>The nodes and their agents.</summary>
public sealed record NodesStatus
{
    /// <summary>How many nodes there are; null when it is not known.</summary>
    public int? Expected { get; init; }

    /// <summary>How many report in time.</summary>
    public int Reporting { get; init; }

    /// <summary>As <c>kubectl get</c> shows it: <c>15/15</c>.</summary>
    public string Summary { get; init; } = "";

    /// <summary>Classes of nodes with equal facts, the largest first; at most <see cref="ReadinessLimits.NodeClasses"/>.</summary>
    public ImmutableArray<NodeClassEntry> Classes { get; init; } = [];

    /// <summary>The facts that not all nodes agree on.</summary>
    public ImmutableArray<DriftEntry> Drift { get; init; } = [];

    /// <summary>Nodes that don't report or are late; at most <see cref="ReadinessLimits.NodeExamples"/>.</summary>
    public ImmutableArray<string> Silent { get; init; } = [];
}

/// <summary>Nodes with equal facts.</summary>
/// <param name="Nodes">How many.</param>
/// <param name="Examples">Some of their names.</param>
/// <param name="Facts">Their facts.</param>
/// <param name="Strategies">The ways of building images that work there, such as <c>docker-in-docker</c>.</param>
public sealed record NodeClassEntry(int Nodes, ImmutableArray<string> Examples, ImmutableSortedDictionary<string, string> Facts, ImmutableArray<string> Strategies);

/// <summary>A fact that not all nodes agree on.</summary>
/// <param name="Fact">The fact's key, such as <c>mtu</c>.</param>
/// <param name="Common">The value that most nodes have.</param>
/// <param name="Agreeing">How many nodes have it.</param>
/// <param name="Others">The other values; at most <see cref="ReadinessLimits.DriftValues"/>.</param>
public sealed record DriftEntry(string Fact, string Common, int Agreeing, ImmutableArray<DriftValue> Others);

/// <summary>A value that differs from the common one.</summary>
/// <param name="Value">The value.</param>
/// <param name="Nodes">How many nodes have it.</param>
/// <param name="Examples">Some of their names.</param>
public sealed record DriftValue(string Value, int Nodes, ImmutableArray<string> Examples);

/// <summary>A finding as the status keeps it.</summary>
public sealed record FindingStatusEntry
{
    /// <summary>The check's code.</summary>
    public required string Code { get; init; }

    /// <summary>The check's title.</summary>
    public required string Title { get; init; }

    /// <summary>The category's word, such as <c>admission</c>.</summary>
    public required string Category { get; init; }

    /// <summary>The subject's kind.</summary>
    public required string SubjectKind { get; init; }

    /// <summary>The subject's namespace, empty for none.</summary>
    public string SubjectNamespace { get; init; } = "";

    /// <summary>The subject's name, empty for the cluster.</summary>
    public string SubjectName { get; init; } = "";

    /// <summary><c>fail</c>, <c>error</c> or <c>warn</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The bounded reason.</summary>
    public required string Reason { get; init; }

    /// <summary>What was found.</summary>
    public required string Message { get; init; }

    /// <summary>What the message rests on.</summary>
    public ImmutableArray<string> Evidence { get; init; } = [];

    /// <summary>How to fix it; null for nothing to fix.</summary>
    public string? Fix { get; init; }

    /// <summary>The manifest that fixes it; null for none.</summary>
    public string? Manifest { get; init; }

    /// <summary>Whether readiness depends on it.</summary>
    public bool Required { get; init; }

    /// <summary>The waiver that covers it; null for none.</summary>
    public WaiverEntry? Waiver { get; init; }
}

/// <summary>A waiver that covers a finding.</summary>
/// <param name="Reason">Why it is accepted.</param>
/// <param name="Owner">Who accepted it.</param>
/// <param name="Until">When it ends; null for never.</param>
public sealed record WaiverEntry(string Reason, string Owner, DateTimeOffset? Until);

/// <summary>A check with its worst outcome; waived findings are left out.</summary>
/// <param name="Code">The check's code.</param>
/// <param name="Title">Its title.</param>
/// <param name="Category">The category's word.</param>
/// <param name="Status">The worst outcome.</param>
/// <param name="Message">What the worst finding says.</param>
public sealed record CheckStatusEntry(string Code, string Title, string Category, string Status, string Message);

/// <summary>A change.</summary>
/// <param name="At">When it was seen.</param>
/// <param name="Subject">What changed: <c>Ready</c>, or a check's code.</param>
/// <param name="From">Before.</param>
/// <param name="To">After.</param>
/// <param name="Reason">The reason of the new state.</param>
/// <param name="Message">What the new state says.</param>
public sealed record Transition(DateTimeOffset At, string Subject, string From, string To, string Reason, string Message);

/// <summary>How much of everything a status keeps, so that the object stays far below etcd's limit.</summary>
public static class ReadinessLimits
{
    /// <summary>Findings.</summary>
    public const int Findings = 50;

    /// <summary>Transitions.</summary>
    public const int Transitions = 30;

    /// <summary>Classes of nodes.</summary>
    public const int NodeClasses = 20;

    /// <summary>Names of nodes that stand for many.</summary>
    public const int NodeExamples = 10;

    /// <summary>Values of a fact that differ from the common one.</summary>
    public const int DriftValues = 5;

    /// <summary>Facts that not all nodes agree on.</summary>
    public const int DriftFacts = 100;

    /// <summary>Build slots by namespace and shape.</summary>
    public const int Slots = 400;

    /// <summary>Answers of admission by namespace, shape and variant.</summary>
    public const int Admission = 1200;

    /// <summary>Texts that a message rests on.</summary>
    public const int Evidence = 5;

    /// <summary>Characters of a message, an evidence or a fix.</summary>
    public const int TextLength = 1024;

    /// <summary>Characters of a manifest; a longer one is left out, and <c>clusterprobe check --fixes</c> writes it.</summary>
    public const int ManifestLength = 4096;
}
