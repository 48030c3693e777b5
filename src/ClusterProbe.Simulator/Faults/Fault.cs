namespace ClusterProbe.Simulator.Faults;

/// <summary>Something that goes wrong with the requests to a path.</summary>
/// <param name="Path">The path, exact, or its beginning when it ends with <c>*</c>.</param>
public sealed record Fault(string Path)
{
    /// <summary>Only requests of this method; null for all.</summary>
    public string? Method { get; init; }

    /// <summary>How many requests it meets before it is over.</summary>
    public int Times { get; init; } = int.MaxValue;

    /// <summary>How long the server waits before it answers; <see cref="Timeout.InfiniteTimeSpan"/> for ever.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>What it answers instead; null for what it would answer anyway.</summary>
    public FaultAnswer? Answer { get; init; }

    /// <summary>After how many bytes of the body it stops sending; null for never.</summary>
    public int? StopAfter { get; init; }

    /// <summary>Whether the connection stays open after it has stopped sending; otherwise it breaks.</summary>
    public bool Hang { get; init; }

    /// <summary>Too much load: 429 with <c>Retry-After</c> and a body in plain text, as priority and fairness answers.</summary>
    /// <param name="path">The path.</param>
    /// <param name="times">How many requests it meets.</param>
    /// <param name="retryAfterSeconds">The wait that the server asks for, in seconds.</param>
    public static Fault TooManyRequests(string path, int times = int.MaxValue, int retryAfterSeconds = 1)
        => new(path) { Times = times, Answer = new(429, "text/plain; charset=utf-8", "Too many requests, please try again later.\n") { RetryAfterSeconds = retryAfterSeconds } };

    /// <summary>A <c>Status</c> error.</summary>
    /// <param name="path">The path.</param>
    /// <param name="code">The HTTP status code.</param>
    /// <param name="reason"><c>Status.reason</c>.</param>
    /// <param name="message"><c>Status.message</c>.</param>
    public static Fault Error(string path, int code, string reason, string message)
        => new(path) { Answer = FaultAnswer.Status(code, reason, message) };

    /// <summary>A body of any kind under the status 200.</summary>
    /// <param name="path">The path.</param>
    /// <param name="body">The body, which claims to be JSON.</param>
    public static Fault Body(string path, string body) => new(path) { Answer = new(200, "application/json", body) };

    /// <summary>No answer, ever.</summary>
    /// <param name="path">The path.</param>
    public static Fault Silence(string path) => new(path) { Delay = Timeout.InfiniteTimeSpan };

    /// <summary>An answer that stops in the middle while the connection stays open.</summary>
    /// <param name="path">The path.</param>
    /// <param name="afterBytes">After how many bytes of the body.</param>
    public static Fault HangInBody(string path, int afterBytes) => new(path) { StopAfter = afterBytes, Hang = true };

    /// <summary>An answer whose connection breaks in the middle.</summary>
    /// <param name="path">The path.</param>
    /// <param name="afterBytes">After how many bytes of the body.</param>
    public static Fault Truncated(string path, int afterBytes) => new(path) { StopAfter = afterBytes };

    /// <summary>Whether it is about a request.</summary>
    internal bool Matches(string method, string path)
        => (Method is null || Method == method)
            && (Path.EndsWith('*') ? path.StartsWith(Path[..^1], StringComparison.Ordinal) : path == Path);
}
