using System.Security.Authentication;
using System.Text.Json;
using ClusterProbe.Core.Facts;
using ClusterProbe.Kubernetes.Configuration;

namespace ClusterProbe.Kubernetes.Client;

/// <summary>Turns what can go wrong between here and the API server into errors for people.</summary>
internal static class TransportFailure
{
    /// <summary>The error that the exception stands for; null for one that is a defect of this program.</summary>
    public static ApiError? From(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        _ when cancellationToken.IsCancellationRequested => Failure(UnknownReason.TimedOut, "no complete answer before the deadline"),
        OperationCanceledException => Failure(UnknownReason.TimedOut, "no answer before the connection's time-out"),
        BodyTooLargeException => Failure(UnknownReason.Unreadable, exception.Message),
        JsonException json => Failure(UnknownReason.Unreadable, $"the answer is not the JSON that was expected ({Position(json)})"),
        CredentialException => Failure(UnknownReason.NotPermitted, exception.Message),
        HttpRequestException http => Failure(UnknownReason.Unreachable, Describe(http)),
        IOException => Failure(UnknownReason.Unreadable, "the connection broke in the middle of the answer"),
        _ => null,
    };

    private static ApiError Failure(UnknownReason kind, string message) => new(kind, 0, "", ApiText.Bound(message));

    private static string Position(JsonException exception)
        => exception.Path is { Length: > 0 } path ? $"at {path}" : $"line {exception.LineNumber + 1}, byte {exception.BytePositionInLine}";

    private static string Describe(HttpRequestException exception) => exception.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => $"the name of the API server can't be resolved: {Innermost(exception)}",
        HttpRequestError.ConnectionError => $"the API server can't be reached: {Innermost(exception)}",
        HttpRequestError.SecureConnectionError => $"no trusted TLS connection to the API server: {Tls(exception)}",
        HttpRequestError.ProxyTunnelError => $"the proxy does not connect to the API server: {exception.Message}",
        HttpRequestError.ResponseEnded => "the API server closed the connection without an answer",
        _ => exception.Message,
    };

    private static string Tls(HttpRequestException exception) => exception.InnerException switch
    {
        AuthenticationException { Message: var message } when message.Contains("RemoteCertificateNameMismatch", StringComparison.Ordinal)
            => "its certificate is for another host name",
        AuthenticationException { Message: var message } when message.Contains("NotTimeValid", StringComparison.Ordinal)
            => "its certificate has expired or is not valid yet",
        AuthenticationException { Message: var message } when message.Contains("certificate chain", StringComparison.Ordinal)
            => $"its certificate is not signed by a certificate authority that is trusted here ({message[(message.LastIndexOf(' ') + 1)..]})",
        _ => Innermost(exception),
    };

    private static string Innermost(Exception exception) => exception.GetBaseException().Message;
}
