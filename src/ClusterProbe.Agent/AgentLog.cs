using Microsoft.Extensions.Logging;

namespace ClusterProbe.Agent;

/// <summary>Everything that the agent logs: one line for each event, no secrets, event ids that do not change.</summary>
internal static partial class AgentLog
{
    [LoggerMessage(1, LogLevel.Information, "Agent {Version} started on node {Node} as {Pod}, serving on {Listen}")]
    public static partial void Started(this ILogger logger, string version, string node, string pod, string listen);

    [LoggerMessage(2, LogLevel.Information, "Agent stopped")]
    public static partial void Stopped(this ILogger logger);

    [LoggerMessage(10, LogLevel.Information, "Node evaluated: {Failed} failed, {Warnings} warnings, {Unknown} not evaluated, {Passed} passed")]
    public static partial void NodeEvaluated(this ILogger logger, int failed, int warnings, int unknown, int passed);

    [LoggerMessage(11, LogLevel.Warning, "The result of the node was not written: {Error}")]
    public static partial void NodeNotWritten(this ILogger logger, string error);

    [LoggerMessage(12, LogLevel.Error, "The node could not be evaluated")]
    public static partial void NodeDefect(this ILogger logger, Exception exception);

    [LoggerMessage(20, LogLevel.Information, "Leading: this agent evaluates the cluster")]
    public static partial void Leading(this ILogger logger);

    [LoggerMessage(21, LogLevel.Information, "No longer leading")]
    public static partial void NotLeading(this ILogger logger);

    [LoggerMessage(22, LogLevel.Error, "A loop ended unexpectedly and begins again: {Loop}")]
    public static partial void LoopDefect(this ILogger logger, Exception exception, string loop);

    [LoggerMessage(30, LogLevel.Information, "Profile {Profile} evaluated: {Verdict}; {Failed} failed, {Warnings} warnings, {Unknown} not evaluated, {Passed} passed in {Seconds} s with {Requests} requests")]
    public static partial void ProfileEvaluated(this ILogger logger, string profile, string verdict, int failed, int warnings, int unknown, int passed, double seconds, int requests);

    [LoggerMessage(31, LogLevel.Warning, "Profile {Profile} is invalid: {Error}")]
    public static partial void ProfileInvalid(this ILogger logger, string profile, string error);

    [LoggerMessage(32, LogLevel.Warning, "The status of {Profile} was not written: {Error}")]
    public static partial void StatusNotWritten(this ILogger logger, string profile, string error);

    [LoggerMessage(33, LogLevel.Information, "{Profile}: {Subject} changed from {From} to {To}: {Message}")]
    public static partial void Changed(this ILogger logger, string profile, string subject, string from, string to, string message);

    [LoggerMessage(34, LogLevel.Warning, "The ClusterReadiness objects can't be read: {Error}")]
    public static partial void ProfilesNotRead(this ILogger logger, string error);

    [LoggerMessage(35, LogLevel.Warning, "Admission is not probed: {Reason}")]
    public static partial void GuardNotHolding(this ILogger logger, string reason);

    [LoggerMessage(36, LogLevel.Warning, "{What} was not written: {Error}")]
    public static partial void NotWritten(this ILogger logger, string what, string error);
}
