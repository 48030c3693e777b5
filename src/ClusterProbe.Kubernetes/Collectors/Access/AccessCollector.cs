using System.Collections.Immutable;
using System.Text.Json;
using ClusterProbe.Core.Access;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Kubernetes.Client;

namespace ClusterProbe.Kubernetes.Collectors.Access;

/// <summary>Finds the CI identity and asks what it may do in the build namespaces.</summary>
internal sealed class AccessCollector : ICollector
{
    private const int MaxParallel = 4;

    private static readonly Permission ReadNamespace = new("", "namespaces", "get");

    private static readonly Permission ReadServiceAccount = new("", "serviceaccounts", "get");

    private static readonly Permission CreatePods = new("", "pods", "create") { InBuildNamespaces = true };

    public FactKind Provides => FactKind.Access;

    public ImmutableArray<FactKind> After => [FactKind.Server, FactKind.CiSystem, FactKind.BuildNamespaces];

    /// <summary>Reviews about oneself are open to every authenticated user (<c>system:basic-user</c>).</summary>
    public ImmutableArray<Permission> Permissions => [AccessReviewer.Review, ReadNamespace, ReadServiceAccount];

    public async Task<Func<ClusterFacts, ClusterFacts>> CollectAsync(CollectionContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var identity = IdentityDiscovery.Find(context.Profile, context.Facts.CiSystem);
        var kubeSystem = KubeSystemAsync(context, cancellationToken);
        var access = identity.IsKnown(out var known)
            ? await CollectAsync(context, known.Account, cancellationToken).ConfigureAwait(false)
            : new AccessFacts();
        access = access with { Identity = identity, KubeSystemPods = await kubeSystem.ConfigureAwait(false) };
        return facts => facts with { Access = access };
    }

    private static async Task<AccessFacts> CollectAsync(CollectionContext context, ServiceAccountReference account, CancellationToken cancellationToken)
    {
        var path = $"/api/v1/namespaces/{Uri.EscapeDataString(account.Namespace)}";
        var @namespace = ExistsAsync(context.Api, path, ReadNamespace, account.Namespace, cancellationToken);
        var existing = ExistsAsync(context.Api, $"{path}/serviceaccounts/{Uri.EscapeDataString(account.Name)}", ReadServiceAccount, account, cancellationToken);
        return new AccessFacts
        {
            Reviews = await ReviewAsync(context, account, cancellationToken).ConfigureAwait(false),
            Namespace = await @namespace.ConfigureAwait(false),
            ServiceAccount = await existing.ConfigureAwait(false),
        };
    }

    /// <summary>Only GKE's authorizer answers this with words that name the platform.</summary>
    private static async Task<Fact<AccessAnswer>> KubeSystemAsync(CollectionContext context, CancellationToken cancellationToken)
        => context.Facts.Server.IsKnown(out var server) && server.Resources.Any(resource => resource.Contains("auto.gke.io/", StringComparison.Ordinal))
            ? await new AccessReviewer(context.Api, null).AskAsync("kube-system", CreatePods, cancellationToken).ConfigureAwait(false)
            : Fact.Unknown<AccessAnswer>(UnknownCause.NotCollected);

    private static async Task<Fact<T>> ExistsAsync<T>(ApiClient api, string path, Permission permission, T value, CancellationToken cancellationToken)
        where T : class
    {
        var result = await api.GetAsync(path, AccessContext.Default.AnyObjectDto, cancellationToken).ConfigureAwait(false);
        return result.ToFact(permission).Select(_ => value);
    }

    private static async Task<ImmutableArray<AccessReview>> ReviewAsync(CollectionContext context, ServiceAccountReference account, CancellationToken cancellationToken)
    {
        ImmutableArray<(string Namespace, Permission Permission)> questions =
        [
            .. from item in PermissionProfile.For(context.Profile).Permissions
               from name in item.Permission.InBuildNamespaces ? ExistingNamespaces(context) : [""]
               select (name, item.Permission),
        ];
        if (questions.IsEmpty) return [];

        var (reviewer, first) = await ChooseReviewerAsync(context.Api, account, questions[0], cancellationToken).ConfigureAwait(false);
        if (reviewer is null) return [.. questions.Select(question => new AccessReview(question.Namespace, question.Permission, first))];

        var answers = new Fact<AccessAnswer>[questions.Length];
        answers[0] = first;
        await Parallel.ForAsync(
            1,
            questions.Length,
            new ParallelOptions { MaxDegreeOfParallelism = MaxParallel, CancellationToken = CancellationToken.None },
            async (index, _) => answers[index] = await reviewer.AskAsync(questions[index].Namespace, questions[index].Permission, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        return [.. questions.Zip(answers, (question, answer) => new AccessReview(question.Namespace, question.Permission, answer))];
    }

    /// <summary>
    /// Who is to be asked, with the answer to the first question. A caller who may not ask about others can still ask about itself, and
    /// inside the CI system's pod it is the identity. No reviewer means that every further question would be refused as well.
    /// </summary>
    private static async Task<(AccessReviewer? Reviewer, Fact<AccessAnswer> First)> ChooseReviewerAsync(
        ApiClient api, ServiceAccountReference account, (string Namespace, Permission Permission) question, CancellationToken cancellationToken)
    {
        var reviewer = new AccessReviewer(api, account);
        var first = await reviewer.AskAsync(question.Namespace, question.Permission, cancellationToken).ConfigureAwait(false);
        if (!first.IsUnknown(out var cause) || cause.Reason != UnknownReason.NotPermitted) return (reviewer, first);
        if (await CallerAsync(api, cancellationToken).ConfigureAwait(false) != account.UserName) return (null, first);
        var self = new AccessReviewer(api, null);
        return (self, await self.AskAsync(question.Namespace, question.Permission, cancellationToken).ConfigureAwait(false));
    }

    private static async Task<string?> CallerAsync(ApiClient api, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new SelfSubjectReviewDto("authentication.k8s.io/v1", "SelfSubjectReview"), AccessContext.Default.SelfSubjectReviewDto);
        var result = await api.AskAsync("/apis/authentication.k8s.io/v1/selfsubjectreviews", body, AccessContext.Default.SelfSubjectReviewDto, cancellationToken).ConfigureAwait(false);
        return result.Value?.Status?.UserInfo?.Username;
    }

    private static IEnumerable<string> ExistingNamespaces(CollectionContext context)
        => context.Profile.BuildNamespaces.Where(name => !context.Facts.BuildNamespaces.Any(item => item.Name == name && item.Namespace.IsAbsent));
}
