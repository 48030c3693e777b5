namespace ClusterProbe.Core.Admission.PodSecurity;

/// <summary>One rule that a pod breaks.</summary>
/// <param name="Reason">The rule in upstream's words, such as <c>privileged</c>.</param>
/// <param name="Detail">What breaks it, in upstream's words.</param>
public sealed record PodSecurityViolation(string Reason, string Detail)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Reason} ({Detail})";
}
