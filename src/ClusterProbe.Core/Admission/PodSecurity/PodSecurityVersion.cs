using System.Globalization;

namespace ClusterProbe.Core.Admission.PodSecurity;

/// <summary>The version of a Pod Security Standard: the value of a label such as <c>pod-security.kubernetes.io/enforce-version</c>.</summary>
/// <param name="Minor">The minor version of Kubernetes 1; <see cref="int.MaxValue"/> for the latest.</param>
public readonly record struct PodSecurityVersion(int Minor)
{
    /// <summary>The newest version that the evaluating server knows.</summary>
    public static PodSecurityVersion Latest { get; } = new(int.MaxValue);

    /// <summary>Reads <c>latest</c> or <c>v1.N</c>; anything else means the latest, as upstream decides.</summary>
    /// <remarks>Source: kubernetes/pod-security-admission <c>api/helpers.go</c>.</remarks>
    /// <param name="label">The label's value, null when there is no label.</param>
    public static PodSecurityVersion Parse(string? label)
        => label is ['v', '1', '.', .. var minor]
            && minor is ['0'] or [not '0', ..]
            && int.TryParse(minor, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? new(number)
                : Latest;

    /// <inheritdoc/>
    public override string ToString()
        => Minor == int.MaxValue ? "latest" : string.Create(CultureInfo.InvariantCulture, $"v1.{Minor}");
}
