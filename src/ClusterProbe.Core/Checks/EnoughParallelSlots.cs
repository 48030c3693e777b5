using System.Collections.Immutable;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Scheduling;

namespace ClusterProbe.Core.Checks;

/// <summary>CP5008: the nodes take as many builds at a time as the profile expects.</summary>
internal sealed class EnoughParallelSlots : SlotsCheck
{
    private const string EnoughSlots = nameof(EnoughSlots);
    private const string EnoughWhenEmpty = nameof(EnoughWhenEmpty);
    private const string NeedsNewNodes = nameof(NeedsNewNodes);
    private const string TooFewSlots = nameof(TooFewSlots);
    private const string LoadNotSaid = nameof(LoadNotSaid);

    public override string Code => "CP5008";

    public override string Title => "there are slots for the expected parallel builds";

    protected override ImmutableArray<string> OwnReasons => [EnoughSlots, EnoughWhenEmpty, NeedsNewNodes, TooFewSlots, LoadNotSaid];

    protected override Finding Evaluate(CheckContext context, BuildFit build, NodeInventory nodes)
    {
        if (context.Profile.Load.ParallelBuilds is not { } wanted)
        {
            return Skip(build.Subject, LoadNotSaid, "The profile does not say how many builds run at the same time (load.parallelBuilds).");
        }

        var known = context.Facts.Pods.IsKnown(out var pods);
        var slots = BuildSlots.Count(build.Pod, nodes, pods);
        if (slots.WhenEmpty < wanted) return TooFew(context, build, slots, wanted);
        if (!known) return NotEvaluated(build.Subject, $"Whether {Slots(wanted)} are free now", CauseOf(context.Facts.Pods));
        return slots.Now >= wanted
            ? Pass(build.Subject, EnoughSlots, $"{Slots(slots.Now)} for {wanted} parallel builds.") with { Evidence = [Asks(build)] }
            : Warn(build.Subject, EnoughWhenEmpty, $"{Slots(slots.Now)} now for {wanted} parallel builds; empty nodes would have {slots.WhenEmpty}.") with
            {
                Evidence = [Asks(build)],
                Remediation = new Remediation("Keep nodes for builds only (a taint, and a toleration in the build pods), or add nodes."),
            };
    }

    private Finding TooFew(CheckContext context, BuildFit build, BuildSlots slots, int wanted)
    {
        var message = $"{Slots(slots.WhenEmpty)} for {wanted} parallel builds, even when the nodes are empty.";
        var finding = ElasticCapacity.Source(context.Facts) is { } source ? Warn(build.Subject, NeedsNewNodes, $"{message} The others wait for nodes, which {source} can add.")
            : ElasticCapacity.WhyUnknown(context.Facts) is { } cause ? NotEvaluated(build.Subject, $"{message} Whether something adds nodes is not known", cause)
            : Fail(build.Subject, TooFewSlots, message);
        return finding with
        {
            Evidence = [Asks(build)],
            Remediation = new Remediation("Add nodes, lower what a build asks for, or let the CI system start fewer builds at a time."),
        };
    }
}
