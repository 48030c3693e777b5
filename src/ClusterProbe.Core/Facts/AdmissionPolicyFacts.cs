namespace ClusterProbe.Core.Facts;

/// <summary>The webhooks and policies that take part in admission, as far as the API lists them.</summary>
public sealed record AdmissionPolicyFacts;
