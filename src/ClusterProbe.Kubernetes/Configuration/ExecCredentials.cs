using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using ClusterProbe.Kubernetes.Client;

namespace ClusterProbe.Kubernetes.Configuration;

/// <summary>A kubeconfig's credential plugin: a command that prints an <c>ExecCredential</c>.</summary>
/// <remarks>
/// Run once, and again when its credential expires or is refused (client-go credential plugins, KEP-541). The Kubernetes client library's own
/// runner starts the command twice and names the wrong kind in <c>KUBERNETES_EXEC_INFO</c>.
/// </remarks>
/// <param name="plugin">The command.</param>
/// <param name="time">Tells when a credential has expired.</param>
public sealed class ExecCredentials(ExecPlugin plugin, TimeProvider time) : ICredentialSource, IDisposable
{
    private const int OutputCap = 1 << 20;

    private static readonly TimeSpan Leeway = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _running = new(1);
    private ExecCredentialStatus? _current;
    private string? _final;

    /// <inheritdoc/>
    public async ValueTask<AuthenticationHeaderValue?> GetAsync(CancellationToken cancellationToken)
    {
        var status = await GetStatusAsync(cancellationToken).ConfigureAwait(false);
        return status.Token is { Length: > 0 } token ? new AuthenticationHeaderValue("Bearer", token) : null;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> RenewAsync(AuthenticationHeaderValue refused, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(refused);
        await _running.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Of many requests that are refused at the same time, the first renews for all. A token that the plugin gives again is not to be had better.
            if (_current?.Token == refused.Parameter && _final != refused.Parameter) _current = await RunAsync(cancellationToken).ConfigureAwait(false);
            if (_current?.Token == refused.Parameter) _final = refused.Parameter;
            return _current?.Token is { Length: > 0 } token && token != refused.Parameter;
        }
        finally
        {
            _running.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _running.Dispose();

    /// <summary>The whole credential: a token, a client certificate, or both.</summary>
    /// <param name="cancellationToken">Ends the wait for the plugin.</param>
    internal async Task<ExecCredentialStatus> GetStatusAsync(CancellationToken cancellationToken)
    {
        await _running.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _current is { } current && !IsExpired(current) ? current : _current = await RunAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _running.Release();
        }
    }

    private bool IsExpired(ExecCredentialStatus status)
        => DateTimeOffset.TryParse(status.ExpirationTimestamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var expires)
            && expires - Leeway <= time.GetUtcNow();

    private async Task<ExecCredentialStatus> RunAsync(CancellationToken cancellationToken)
    {
        using var process = Start();
        try
        {
            var output = ReadAsync(process.StandardOutput, cancellationToken);
            var errors = ReadAsync(process.StandardError, cancellationToken);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return process.ExitCode == 0
                ? Parse(await output.ConfigureAwait(false))
                : throw Failed($"exited with code {process.ExitCode}: {LastLine(await errors.ConfigureAwait(false))}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private Process Start()
    {
        var start = new ProcessStartInfo(plugin.Command, plugin.Arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in plugin.Environment) start.Environment[name] = value;
        start.Environment["KUBERNETES_EXEC_INFO"] = JsonSerializer.Serialize(
            new ExecCredentialDto(plugin.ApiVersion, "ExecCredential", new ExecSpecDto(Interactive: false, plugin.Cluster), Status: null),
            ExecCredentialContext.Default.ExecCredentialDto);
        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception exception)
        {
            throw Failed($"can't be started ({exception.Message}). {plugin.InstallHint}".TrimEnd());
        }
    }

    private ExecCredentialStatus Parse(string output)
    {
        try
        {
            return JsonSerializer.Deserialize(output, ExecCredentialContext.Default.ExecCredentialDto) is { Kind: "ExecCredential", Status: { } status }
                && (status.Token is { } token ? BearerToken.IsWellFormed(token) : status.ClientCertificateData is { Length: > 0 })
                ? status
                : throw Failed("printed no ExecCredential with a token or a certificate");
        }
        catch (JsonException)
        {
            throw Failed("printed something that is not an ExecCredential");
        }
    }

    private CredentialException Failed(string what) => new($"the kubeconfig's credential plugin \"{plugin.Command}\" {what}");

    private static string LastLine(string errors)
        => ApiText.Bound(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "it said nothing");

    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var buffer = new char[OutputCap];
        var length = await reader.ReadBlockAsync(buffer, cancellationToken).ConfigureAwait(false);
        return new string(buffer, 0, length);
    }
}
