using System.Globalization;
using System.Text.Json.Nodes;

namespace ClusterProbe.Monitoring.Servers;

/// <summary>A real Prometheus.</summary>
public sealed class PrometheusServer : IAsyncDisposable
{
    private readonly MonitoringProgram _program;

    private PrometheusServer(MonitoringProgram program) => _program = program;

    /// <summary>Starts one.</summary>
    /// <param name="configuration">Its configuration.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<PrometheusServer> StartAsync(string configuration, CancellationToken cancellationToken) => new(await MonitoringProgram.StartAsync(
        MonitoringProgram.Find("prometheus") ?? throw new FileNotFoundException("prometheus is not installed"),
        configuration,
        (file, data) => [$"--config.file={file}", $"--storage.tsdb.path={data}", "--web.listen-address=127.0.0.1:0", "--web.enable-lifecycle"],
        cancellationToken).ConfigureAwait(false));

    /// <summary>The series that a query gives now.</summary>
    /// <param name="query">PromQL.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<Series>> QueryAsync(string query, CancellationToken cancellationToken) => AskAsync("query", new() { ["query"] = query }, cancellationToken);

    /// <summary>The series that a query gives over time.</summary>
    /// <param name="query">PromQL.</param>
    /// <param name="from">The first moment.</param>
    /// <param name="to">The last moment.</param>
    /// <param name="step">The time between two points.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<Series>> QueryRangeAsync(string query, DateTimeOffset from, DateTimeOffset to, TimeSpan step, CancellationToken cancellationToken) => AskAsync(
        "query_range",
        new()
        {
            ["query"] = query,
            ["start"] = $"{from.ToUnixTimeMilliseconds() / 1000.0:R}",
            ["end"] = $"{to.ToUnixTimeMilliseconds() / 1000.0:R}",
            ["step"] = $"{step.TotalSeconds:R}",
        },
        cancellationToken);

    /// <summary>Its metrics about itself, in the text format.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<string> OwnMetricsAsync(CancellationToken cancellationToken) => _program.Http.GetStringAsync(new Uri("metrics", UriKind.Relative), cancellationToken);

    /// <summary>How long each rule took when it was last evaluated.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task<IReadOnlyList<(string Rule, TimeSpan Duration)>> RuleDurationsAsync(CancellationToken cancellationToken)
    {
        var answer = JsonNode.Parse(await _program.Http.GetStringAsync(new Uri("api/v1/rules", UriKind.Relative), cancellationToken).ConfigureAwait(false))!;
        return [.. answer["data"]!["groups"]!.AsArray().SelectMany(group => group!["rules"]!.AsArray())
            .Select(rule => ((string)rule!["name"]!, TimeSpan.FromSeconds((double)rule["evaluationTime"]!)))];
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _program.DisposeAsync();

    private async Task<IReadOnlyList<Series>> AskAsync(string path, Dictionary<string, string> form, CancellationToken cancellationToken)
    {
        using var content = new FormUrlEncodedContent(form);
        using var response = await _program.Http.PostAsync(new Uri($"api/v1/{path}", UriKind.Relative), content, cancellationToken).ConfigureAwait(false);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false))!;
        if (answer["status"]!.GetValue<string>() != "success") throw new InvalidOperationException($"{answer["error"]}: {form["query"]}");
        return answer["data"]!["resultType"]!.GetValue<string>() is "vector" or "matrix" ? [.. answer["data"]!["result"]!.AsArray().Select(Read!)] : [];
    }

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    private static Series Read(JsonNode result) => new(
        result["metric"]!.AsObject().ToDictionary(label => label.Key, label => label.Value!.GetValue<string>()),
        [.. (result["values"]?.AsArray() ?? [result["value"]!.DeepClone()]).Select(point => new Point(point![0]!.GetValue<double>(), Number(point[1]!.GetValue<string>())))]);
}

/// <summary>A series.</summary>
/// <param name="Labels">Its labels.</param>
/// <param name="Points">Its points, the newest last.</param>
public sealed record Series(IReadOnlyDictionary<string, string> Labels, IReadOnlyList<Point> Points);

/// <summary>A point.</summary>
/// <param name="Time">Unix time in seconds.</param>
/// <param name="Value">The value.</param>
public readonly record struct Point(double Time, double Value);
