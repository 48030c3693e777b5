using System.Net;
using ClusterProbe.Kubernetes.Publishing.Reports;
using Microsoft.Extensions.Logging;

namespace ClusterProbe.Agent;

/// <summary>What an agent was asked to do, and where it runs.</summary>
public sealed record AgentOptions
{
    /// <summary>The program's version.</summary>
    public required string Version { get; init; }

    /// <summary>The node that it is on.</summary>
    public required string NodeName { get; init; }

    /// <summary>The namespace of its Lease.</summary>
    public required string Namespace { get; init; }

    /// <summary>Its pod's name: the identity under which it leads.</summary>
    public required string PodName { get; init; }

    /// <summary>Its pod's uid; empty when it is not known.</summary>
    public string PodUid { get; init; } = "";

    /// <summary>Where it serves metrics and the report.</summary>
    public required IPEndPoint Listen { get; init; }

    /// <summary>How often the leader checks the cluster.</summary>
    public TimeSpan Cycle { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How often each agent looks at its node.</summary>
    public TimeSpan NodeInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The least severe log lines that are written.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>Whether the leader sets the condition <c>CIBuildReady</c> on nodes.</summary>
    public bool NodeCondition { get; init; }

    /// <summary>The format in which the leader writes policy reports; null for none.</summary>
    public PolicyReportFormat? PolicyReports { get; init; }

    /// <summary>The <c>ClusterReadiness</c> to create where there is none; null for none.</summary>
    public string? DefaultProfileFile { get; init; }

    /// <summary>Where telemetry goes by OTLP; null for nowhere.</summary>
    public Uri? OtlpEndpoint { get; init; }
}
