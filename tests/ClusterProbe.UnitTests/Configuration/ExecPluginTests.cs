using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using ClusterProbe.Kubernetes.Client;
using ClusterProbe.Kubernetes.Collectors;
using ClusterProbe.Kubernetes.Configuration;
using Microsoft.Extensions.Time.Testing;

namespace ClusterProbe.UnitTests.Configuration;

/// <summary>Credential plugins, played by scripts.</summary>
[Platform(Exclude = "Win")]
internal sealed class ExecPluginTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task Plugin_ForManyRequests_RunsOnce()
    {
        using var folder = new KubeConfigFolder();
        WritePlugin(folder, """echo run >>"$0.runs"; echo '{"kind":"ExecCredential","status":{"token":"t"}}'""");
        var connection = await folder.LoadAsync(Exec);
        for (var request = 0; request < 3; request++) Assert.That((await connection.Credentials.GetAsync(default))?.Parameter, Is.EqualTo("t"));
        Assert.That(File.ReadAllLines(folder["plugin.runs"]), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Plugin_WhoseCredentialExpires_RunsAgain()
    {
        using var folder = new KubeConfigFolder();
        var time = new FakeTimeProvider(Now);
        WritePlugin(folder, """echo run >>"$0.runs"; echo '{"kind":"ExecCredential","status":{"token":"t","expirationTimestamp":"2026-01-01T12:05:00Z"}}'""");
        var connection = await folder.LoadAsync(Exec, time: time);
        await connection.Credentials.GetAsync(default);
        Assert.That(File.ReadAllLines(folder["plugin.runs"]), Has.Length.EqualTo(1));
        time.Advance(TimeSpan.FromMinutes(6));
        await connection.Credentials.GetAsync(default);
        Assert.That(File.ReadAllLines(folder["plugin.runs"]), Has.Length.EqualTo(2));
    }

    [Test]
    public async Task Plugin_WhoseCredentialIsRefused_RunsAgainAndTheRequestsAreRepeated()
    {
        using var folder = new KubeConfigFolder();
        WritePlugin(folder, """echo run >>"$0.runs"; echo "{\"kind\":\"ExecCredential\",\"status\":{\"token\":\"t$(wc -l <"$0.runs")\"}}" """);
        await using var server = RawServer.Start((request, stream, token) => stream.WriteAsync(Encoding.UTF8.GetBytes(
            request.Head.Contains("Bearer t1", StringComparison.Ordinal) ? RawServer.Answer("401 Unauthorized") : RawServer.Answer("200 OK", """{"gitVersion":"v1.37.2"}""")), token).AsTask());
        using var http = ApiHttp.Create(await folder.LoadAsync(Exec, server: server.Address.AbsoluteUri));
        var api = new ApiClient(http, TimeProvider.System);
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => api.GetAsync("version", ServerContext.Default.VersionDto, default)));
        Assert.That(answers.Select(answer => answer.Value?.GitVersion), Has.All.EqualTo("v1.37.2"));
        Assert.That(File.ReadAllLines(folder["plugin.runs"]), Has.Length.EqualTo(2), "once at the start, and once for all that were refused");
    }

    [Test]
    public async Task Plugin_ThatGivesARefusedCredentialAgain_IsAskedOnce()
    {
        using var folder = new KubeConfigFolder();
        WritePlugin(folder, """echo run >>"$0.runs"; echo '{"kind":"ExecCredential","status":{"token":"t"}}'""");
        await using var server = RawServer.Start(RawServer.Answer("401 Unauthorized"));
        using var http = ApiHttp.Create(await folder.LoadAsync(Exec, server: server.Address.AbsoluteUri));
        var api = new ApiClient(http, TimeProvider.System);
        for (var request = 0; request < 3; request++)
        {
            Assert.That((await api.GetAsync("version", ServerContext.Default.VersionDto, default)).Error?.HttpStatus, Is.EqualTo(401));
        }

        Assert.That(File.ReadAllLines(folder["plugin.runs"]), Has.Length.EqualTo(2));
        Assert.That(server.Requests, Is.EqualTo(3), "no request is repeated with the same credential");
    }

    [Test]
    public async Task Plugin_ThatAsksForTheCluster_IsToldEverything()
    {
        using var folder = new KubeConfigFolder();
        WritePlugin(folder, """echo "$KUBERNETES_EXEC_INFO" >"$0.info"; echo "{\"kind\":\"ExecCredential\",\"status\":{\"token\":\"$GREETING-$1\"}}" """);
        var connection = await folder.LoadAsync(
            "exec: {apiVersion: client.authentication.k8s.io/v1, command: ./plugin, args: [argument], env: [{name: GREETING, value: hello}], provideClusterInfo: true}",
            server: "https://api.example");
        Assert.That((await connection.Credentials.GetAsync(default))?.Parameter, Is.EqualTo("hello-argument"));
        using var info = JsonDocument.Parse(File.ReadAllText(folder["plugin.info"]));
        Assert.That(info.RootElement.GetProperty("kind").GetString(), Is.EqualTo("ExecCredential"));
        Assert.That(info.RootElement.GetProperty("apiVersion").GetString(), Is.EqualTo("client.authentication.k8s.io/v1"));
        Assert.That(info.RootElement.GetProperty("spec").GetProperty("cluster").GetProperty("server").GetString(), Is.EqualTo("https://api.example"));
        Assert.That(info.RootElement.GetProperty("spec").GetProperty("interactive").GetBoolean(), Is.False);
    }

    [Test]
    public async Task Plugin_ThatGivesACertificate_IsAuthenticatedByIt()
    {
        using var authority = new CertificateAuthority();
        using var certificate = authority.IssueClient("dev");
        using var folder = new KubeConfigFolder();
        var credential = JsonSerializer.Serialize(new
        {
            kind = "ExecCredential",
            status = new { clientCertificateData = certificate.ExportCertificatePem(), clientKeyData = Key(certificate) },
        });
        folder.Write("credential", credential);
        WritePlugin(folder, """cat "$(dirname "$0")/credential" """);
        var connection = await folder.LoadAsync(Exec);
        Assert.That(connection.ClientCertificate?.Subject, Is.EqualTo("CN=dev"));
        Assert.That(await connection.Credentials.GetAsync(default), Is.Null);
    }

    [TestCase("echo first >&2; echo 'Your session has expired, run login' >&2; exit 3", "exited with code 3: Your session has expired, run login")]
    [TestCase("exit 1", "exited with code 1: it said nothing")]
    [TestCase("echo Please log in", "printed something that is not an ExecCredential")]
    [TestCase("echo '{}'", "printed no ExecCredential with a token or a certificate")]
    [TestCase("""echo '{"kind":"ExecCredential","status":{}}'""", "printed no ExecCredential with a token or a certificate")]
    [TestCase("""printf %s '{"kind":"ExecCredential","status":{"token":"a\nb"}}'""", "printed no ExecCredential")]
    [TestCase("""echo '{"kind":"ExecCredential","status":{"clientCertificateData":"x","clientKeyData":"y"}}'""", "client certificate")]
    public void Plugin_ThatFails_IsNamedWithItsOwnWords(string script, string message)
    {
        using var folder = new KubeConfigFolder();
        WritePlugin(folder, script);
        Assert.That(async () => await folder.LoadAsync(Exec), Throws.TypeOf<ConfigurationException>().With.Message.Contains(message));
    }

    [Test]
    public void Plugin_ThatIsNotInstalled_GivesItsInstallHint()
    {
        using var folder = new KubeConfigFolder();
        Assert.That(
            async () => await folder.LoadAsync("exec: {command: no-such-plugin, installHint: Get it from the store.}"),
            Throws.TypeOf<ConfigurationException>().With.Message.Contains("no-such-plugin").And.Message.Contains("Get it from the store."));
    }

    [TestCase("echo $$ >\"$0.pid\"; sleep 600 & wait", TestName = "Plugin_ThatHangs_IsKilledAtTheDeadline")]
    [TestCase("echo $$ >\"$0.pid\"; exec yes", TestName = "Plugin_ThatNeverStopsTalking_IsKilledAtTheDeadline")]
    public void Plugin_WithoutEnd_IsKilledAtTheDeadline(string script)
    {
        using var folder = new KubeConfigFolder();
        WritePlugin(folder, script);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        Assert.That(async () => await folder.LoadAsync(Exec, cancellationToken: deadline.Token), Throws.InstanceOf<OperationCanceledException>());
        using var plugin = FindProcess(int.Parse(File.ReadAllText(folder["plugin.pid"]), CultureInfo.InvariantCulture));
        Assert.That(plugin is null || plugin.WaitForExit(10_000), "the plugin is gone");
    }

    private const string Exec = "exec: {command: ./plugin}";

    private static void WritePlugin(KubeConfigFolder folder, string script)
        => folder.Write("plugin", $"#!/bin/sh\n{script}\n", UnixFileMode.UserRead | UnixFileMode.UserExecute);

    private static string Key(X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        return key.ExportPkcs8PrivateKeyPem();
    }

    private static Process? FindProcess(int id)
    {
        try
        {
            return Process.GetProcessById(id);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
