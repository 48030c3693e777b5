using System.Collections.Immutable;
using System.Text.Json;
using ClusterProbe.Core.Access;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Kubernetes.Client;

namespace ClusterProbe.Kubernetes.Collectors.Access;

/// <summary>Asks the API server's authorizers, about a ServiceAccount or about the caller.</summary>
/// <param name="api">The API server.</param>
/// <param name="account">Whom to ask about; null for the caller itself.</param>
internal sealed class AccessReviewer(ApiClient api, ServiceAccountReference? account)
{
    internal static readonly Permission Review = new("authorization.k8s.io", "subjectaccessreviews", "create");

    private static readonly Permission SelfReview = new("authorization.k8s.io", "selfsubjectaccessreviews", "create");

    private const string ApiVersion = "authorization.k8s.io/v1";

    /// <summary>One answer. A refused review is unknown: it says nothing about the permission.</summary>
    public async Task<Fact<AccessAnswer>> AskAsync(string @namespace, Permission permission, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(Body(account, @namespace, permission), AccessContext.Default.AccessReviewDto);
        var path = account is null ? "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews" : "/apis/authorization.k8s.io/v1/subjectaccessreviews";
        var result = await api.AskAsync(path, body, AccessContext.Default.AccessReviewDto, cancellationToken).ConfigureAwait(false);
        if (!result.Succeeded(out var review, out var error)) return Fact.Unknown<AccessAnswer>(error.ToCause(account is null ? SelfReview : Review));
        return review.Status is { Allowed: { } allowed } status
            ? AccessDecision.Read(allowed, status.Denied ?? false, status.Reason ?? "", status.EvaluationError ?? "")
            : Fact.Unknown<AccessAnswer>(new UnknownCause(UnknownReason.Unreadable, "the review came back without an answer"));
    }

    /// <summary>The review. A ServiceAccount is asked about with all of its groups, because bindings to them would be missed otherwise.</summary>
    internal static AccessReviewDto Body(ServiceAccountReference? account, string @namespace, Permission permission)
    {
        var resource = new ResourceAttributesDto(
            permission.InBuildNamespaces ? @namespace : "", permission.Verb, permission.Group, permission.Resource, permission.Subresource, permission.Name);
        return account is null
            ? new AccessReviewDto(ApiVersion, "SelfSubjectAccessReview", new AccessReviewSpecDto(resource))
            : new AccessReviewDto(ApiVersion, "SubjectAccessReview", new AccessReviewSpecDto(resource, account.UserName, GroupsOf(account)));
    }

    private static ImmutableArray<string> GroupsOf(ServiceAccountReference account)
        => ["system:serviceaccounts", $"system:serviceaccounts:{account.Namespace}", "system:authenticated"];
}
