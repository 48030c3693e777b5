namespace ClusterProbe.Kubernetes.Publishing.Reports;

/// <summary>The formats of policy reports that others show.</summary>
public enum PolicyReportFormat
{
    /// <summary><c>ClusterReport</c>, <c>openreports.io/v1alpha1</c>.</summary>
    OpenReports,

    /// <summary><c>ClusterPolicyReport</c>, <c>wgpolicyk8s.io/v1alpha2</c>.</summary>
    PolicyReport,
}
