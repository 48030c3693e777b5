using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ClusterProbe.Kubernetes.Collectors.Access;

/// <summary>A SubjectAccessReview, or a SelfSubjectAccessReview when it names no user.</summary>
internal sealed record AccessReviewDto(string? ApiVersion, string? Kind, AccessReviewSpecDto? Spec, AccessReviewStatusDto? Status = null);

internal sealed record AccessReviewSpecDto(ResourceAttributesDto? ResourceAttributes, string? User = null, ImmutableArray<string>? Groups = null);

internal sealed record ResourceAttributesDto(string Namespace, string Verb, string Group, string Resource, string Subresource, string Name);

internal sealed record AccessReviewStatusDto(bool? Allowed, bool? Denied, string? Reason, string? EvaluationError);

/// <summary>A SelfSubjectReview: who the caller is (<c>authentication.k8s.io/v1</c>, since Kubernetes 1.28).</summary>
internal sealed record SelfSubjectReviewDto(string? ApiVersion, string? Kind, SelfSubjectReviewStatusDto? Status = null);

internal sealed record SelfSubjectReviewStatusDto(UserInfoDto? UserInfo);

internal sealed record UserInfoDto(string? Username);

/// <summary>An object of which only the existence matters.</summary>
internal sealed record AnyObjectDto(string? Kind);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AccessReviewDto))]
[JsonSerializable(typeof(SelfSubjectReviewDto))]
[JsonSerializable(typeof(AnyObjectDto))]
internal sealed partial class AccessContext : JsonSerializerContext;
