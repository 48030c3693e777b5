using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ClusterProbe.Core.Facts;

namespace ClusterProbe.Core.Admission;

/// <summary>Recognises from an API server's message who refused a pod.</summary>
/// <remarks>
/// The message decides; HTTP codes and reasons vary between producers and versions. Messages quote each other, so the outermost producer
/// wins: what stands at the message's start is tried before what stands anywhere in it.
/// </remarks>
public static partial class DenialClassifier
{
    private static readonly ImmutableArray<(string Text, Func<string, Denial> Read)> Producers =
    [
        ("ValidatingAdmissionPolicy '", DenialReader.AdmissionPolicy),
        ("failed to configure policy:", Plain(DenialClass.PolicyMisconfigured)),
        ("failed to configure binding:", Plain(DenialClass.PolicyMisconfigured)),
        ("violates PodSecurity \"", DenialReader.PodSecurity),
        ("unable to validate against any security context constraint", DenialReader.SecurityContextConstraints),
        ("security context constraint", DenialReader.SecurityContextConstraints),
        ("PodSecurityPolicy", Plain(DenialClass.PodSecurityPolicy)),
        ("unable to validate against any pod security policy", Plain(DenialClass.PodSecurityPolicy)),
        ("pod security policy", Plain(DenialClass.PodSecurityPolicy)),
        ("no providers available to validate pod request", Plain(DenialClass.PodSecurityPolicy)),
        ("insufficient quota", Plain(DenialClass.QuotaScope)),
        ("exceeded quota", DenialReader.Quota),
        ("failed quota", DenialReader.Quota),
        ("status unknown for quota", DenialReader.Quota),
        ("error looking up service account ", DenialReader.MissingServiceAccount),
        ("service account ", DenialReader.MissingServiceAccount),
        ("pod rejected: RuntimeClass \"", message => DenialReader.Missing(DenialClass.RuntimeClassMissing, message)),
        ("no PriorityClass with name ", message => DenialReader.Missing(DenialClass.PriorityClassMissing, message)),
        ("unable to create new content in namespace ", DenialReader.Terminating),
        ("because it is being terminated", DenialReader.Terminating),
        ("not yet ready to handle request", Plain(DenialClass.PluginNotReady)),
        ("request did not complete within requested timeout", Plain(DenialClass.ServerTimeout)),
    ];

    /// <summary>The denial in an answer; null when the pod was admitted.</summary>
    /// <param name="answer">The answer.</param>
    public static Denial? Classify(AdmissionAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return answer.Admitted ? null : Classify(answer.HttpStatus, answer.Message);
    }

    /// <summary>Classifies a refusal.</summary>
    /// <param name="httpStatus">The HTTP status code.</param>
    /// <param name="message"><c>Status.message</c>, or the body where there was no Status.</param>
    public static Denial Classify(int httpStatus, string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (WebhookMessage().Match(message) is { Success: true } webhook)
        {
            return WebhookClassifier.Classify(webhook.Groups["name"].Value, webhook.Groups["rest"].Value, message);
        }

        if (httpStatus == 429) return new(DenialClass.TooManyRequests, message);
        if (CallFailure().Match(message) is { Success: true } call)
        {
            return new(DenialClass.WebhookCallFailed, message) { Webhook = call.Groups["name"].Value, Detail = call.Groups["detail"].Value };
        }

        if (InvalidPod().IsMatch(message))
        {
            return new(message.Contains("disallowed by cluster policy", StringComparison.Ordinal) ? DenialClass.ApiServerPrivilegedOff : DenialClass.InvalidSpec, message);
        }

        if (message.StartsWith("pods is forbidden: User \"", StringComparison.Ordinal)) return DenialReader.Rbac(message);
        return FromPlugin(message);
    }

    private static Denial FromPlugin(string message)
    {
        var body = Forbidden().Replace(message, "", 1);
        foreach (var (text, read) in Producers)
        {
            if (body.StartsWith(text, StringComparison.Ordinal)) return Read(read, body, message);
        }

        if (NamespaceNotFound().Match(body) is { Success: true } missing)
        {
            return new(DenialClass.NamespaceMissing, message) { Namespace = missing.Groups["name"].Value };
        }

        if (PodExists().IsMatch(body)) return new(DenialClass.NameConflict, message);
        if (LimitClause().IsMatch(body)) return Read(DenialReader.LimitRange, body, message);
        foreach (var (text, read) in Producers)
        {
            if (body.IndexOf(text, StringComparison.Ordinal) is >= 0 and var start) return Read(read, body[start..], message);
        }

        return new(DenialClass.Unknown, message);
    }

    private static Denial Read(Func<string, Denial> read, string body, string message) => read(body) with { Message = message };

    private static Func<string, Denial> Plain(DenialClass @class) => message => new(@class, message);

    [GeneratedRegex("""\Aadmission webhook "(?<name>[^"]*)" (?<rest>.*)\z""", RegexOptions.Singleline)]
    private static partial Regex WebhookMessage();

    [GeneratedRegex("""\A(Internal error occurred: )?failed calling (admission )?webhook "(?<name>[^"]*)": (failed to call webhook: )?(?<detail>.*)\z""", RegexOptions.Singleline)]
    private static partial Regex CallFailure();

    [GeneratedRegex("""\APod "[^"]*" is invalid:""")]
    private static partial Regex InvalidPod();

    [GeneratedRegex("""\Apods "[^"]*" is forbidden: """)]
    private static partial Regex Forbidden();

    [GeneratedRegex("""\Anamespaces "(?<name>[^"]*)" not found""")]
    private static partial Regex NamespaceNotFound();

    [GeneratedRegex("""\Apods "[^"]*" already exists""")]
    private static partial Regex PodExists();

    [GeneratedRegex("""(maximum|minimum) [^\n]* usage per|max limit to request ratio per""", RegexOptions.IgnoreCase)]
    private static partial Regex LimitClause();
}
