using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using ClusterProbe.Core.Admission;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Kubernetes.Client;

namespace ClusterProbe.Kubernetes.Collectors.Admission;

/// <summary>Sends build pods as dry runs: admission judges and changes them as it would real ones, and nothing is stored.</summary>
/// <param name="time">The clock by which repetitions are spaced.</param>
internal sealed class AdmissionProbeCollector(TimeProvider time) : ICollector
{
    private const int MaxParallel = 4;
    private const int RepetitionsWhereWebhooksFailOpen = 2;
    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(500);
    private static readonly Permission CreatePods = new("", "pods", "create") { InBuildNamespaces = true };

    private static readonly UnknownCause SwitchedOff = new(UnknownReason.NotConfigured, "privileged pods are not sent, as --no-privileged-probe wants it");

    private static readonly ReadOnlyMemory<byte> WhoAmI =
        Encoding.UTF8.GetBytes("""{"apiVersion":"authentication.k8s.io/v1","kind":"SelfSubjectReview"}""");

    public FactKind Provides => FactKind.AdmissionProbes;

    public ImmutableArray<FactKind> After => [FactKind.AdmissionPolicies, FactKind.BuildNamespaces];

    public ImmutableArray<Permission> Permissions => [CreatePods];

    public async Task<Func<ClusterFacts, ClusterFacts>> CollectAsync(CollectionContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var asking = context.ProbingRefused is not null ? "" : await AskIdentityAsync(context.Api, cancellationToken).ConfigureAwait(false);
        ImmutableArray<(string Namespace, BuildShape Shape, ProbeVariant Variant)> plan =
        [
            .. from @namespace in context.Profile.BuildNamespaces
               from shape in context.Profile.Shapes
               from variant in ProbePod.VariantsFor(shape)
               select (@namespace, shape, variant),
        ];
        var probes = new AdmissionProbe[plan.Length];
        await Parallel.ForAsync(
            0,
            plan.Length,
            new ParallelOptions { MaxDegreeOfParallelism = MaxParallel },
            async (index, _) =>
            {
                var (@namespace, shape, variant) = plan[index];
                probes[index] = await ProbeAsync(context, @namespace, shape, variant, cancellationToken).ConfigureAwait(false) with { AskedAs = asking };
            }).ConfigureAwait(false);
        return facts => facts with { AdmissionProbes = [.. probes] };
    }

    private static async Task<string> AskIdentityAsync(ApiClient api, CancellationToken cancellationToken)
    {
        var review = await api.AskAsync(
            "/apis/authentication.k8s.io/v1/selfsubjectreviews", WhoAmI, PodContext.Default.SelfSubjectReviewDto, cancellationToken).ConfigureAwait(false);
        return ApiText.Bound(review.Value?.Status?.UserInfo?.Username ?? "");
    }

    private async Task<AdmissionProbe> ProbeAsync(
        CollectionContext context, string @namespace, BuildShape shape, ProbeVariant variant, CancellationToken cancellationToken)
    {
        var body = ProbePod.Build(context.Profile, shape, variant);
        var probe = new AdmissionProbe(@namespace, shape.Name, variant)
        {
            Sent = PodViews.Of(JsonSerializer.Deserialize(body.Span, PodContext.Default.PodDto)!),
        };
        if (context.ProbingRefused is { } cause) return probe with { Answer = Fact.Unknown<AdmissionAnswer>(cause) };
        if (context.Profile.NoPrivilegedProbe && ProbePod.IsPrivileged(shape, variant)) return probe with { Answer = Fact.Unknown<AdmissionAnswer>(SwitchedOff) };
        var answer = await AskAsync().ConfigureAwait(false);
        if (IsWorthRepeating(answer, variant)) answer = await AskAsync().ConfigureAwait(false);
        for (var repetition = Repetitions(context.Facts, probe); repetition > 0 && IsAdmitted(answer); repetition--)
        {
            if (!await PauseAsync(cancellationToken).ConfigureAwait(false)) break;
            answer = await AskAsync().ConfigureAwait(false);
        }

        return probe with { Answer = answer };

        async Task<Fact<AdmissionAnswer>> AskAsync() => ToFact(await context.Api.AskAsync(
            $"/api/v1/namespaces/{Uri.EscapeDataString(@namespace)}/pods?dryRun=All&fieldManager=clusterprobe",
            body,
            PodContext.Default.PodDto,
            cancellationToken).ConfigureAwait(false));
    }

    private static Fact<AdmissionAnswer> ToFact(ApiResult<PodDto> result)
    {
        if (result.Succeeded(out var pod, out var error))
        {
            return Fact.Known(new AdmissionAnswer(true, 201, "", "") { Warnings = [.. result.Warnings.Select(ApiText.Bound)], Pod = PodViews.Of(pod) });
        }

        var judged = error.HttpStatus >= 400
            && error.HttpStatus is not (401 or 429)
            && DenialClassifier.Classify(error.HttpStatus, error.Message).Class != DenialClass.Rbac;
        return judged
            ? Fact.Known(new AdmissionAnswer(false, error.HttpStatus, error.Reason, error.Message) { Warnings = [.. result.Warnings.Select(ApiText.Bound)] })
            : Fact.Unknown<AdmissionAnswer>(error.ToCause(CreatePods));
    }

    /// <summary>The benign pod was or will be admitted, and this one is refused for something that has nothing to do with the difference.</summary>
    private static bool IsWorthRepeating(Fact<AdmissionAnswer> fact, ProbeVariant variant)
        => variant is ProbeVariant.Privileged or ProbeVariant.Root
            && fact.IsKnown(out var answer)
            && DenialClassifier.Classify(answer) is { } denial
            && !denial.Class.IsPolicy()
            && denial.Class is not (DenialClass.ServerTimeout or DenialClass.WebhookCallFailed or DenialClass.WebhookNoDryRun or DenialClass.NamespaceMissing);

    /// <summary>A webhook that fails open and happens to be slow once would make a refused pod look admitted.</summary>
    private static int Repetitions(ClusterFacts facts, AdmissionProbe probe)
        => FailOpenWebhooks.For(facts, probe).IsKnown(out var webhooks) && webhooks.Webhooks.Length > 0 ? RepetitionsWhereWebhooksFailOpen : 0;

    private static bool IsAdmitted(Fact<AdmissionAnswer> fact) => fact.IsKnown(out var answer) && answer.Admitted;

    private async Task<bool> PauseAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Spacing, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !cancellationToken.IsCancellationRequested;
    }
}
