using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using ClusterProbe.Core.Facts;
using ClusterProbe.Kubernetes.Collectors;
using ClusterProbe.Kubernetes.Configuration;

namespace ClusterProbe.IntegrationTests;

/// <summary>The ways to authenticate, judged by a real API server.</summary>
[Category("ControlPlane")]
internal sealed class ConnectionTests
{
    [Test]
    public async Task KubeConfig_WithAToken_IsTheAdministrator()
    {
        var controlPlane = await ControlPlane.Shared;
        Assert.That(await WhoAmIAsync(await LoadAsync(controlPlane.KubeConfigPath)), Is.EqualTo("admin: system:authenticated, system:masters"));
    }

    [Test]
    public async Task KubeConfig_WithAClientCertificate_IsItsUser()
    {
        var controlPlane = await ControlPlane.Shared;
        using var certificate = controlPlane.Authority.IssueClient("dev", "team");
        using var key = certificate.GetECDsaPrivateKey()!;
        var path = controlPlane.WriteKubeConfig(
            $"client-certificate-data: {Base64(certificate.ExportCertificatePem())}, client-key-data: {Base64(key.ExportPkcs8PrivateKeyPem())}");
        Assert.That(await WhoAmIAsync(await LoadAsync(path)), Is.EqualTo("dev: system:authenticated, team"));
    }

    [Test]
    public async Task KubeConfig_WithImpersonation_IsSomebodyElse()
    {
        var controlPlane = await ControlPlane.Shared;
        var path = controlPlane.WriteKubeConfig($"token: {controlPlane.AdminToken}, as: dev, as-groups: [team]");
        Assert.That(await WhoAmIAsync(await LoadAsync(path)), Is.EqualTo("dev: system:authenticated, team"));
    }

    [Test]
    public async Task KubeConfig_WithImpersonationAndSeveralGroups_IsAMemberOfEach()
    {
        var controlPlane = await ControlPlane.Shared;
        var path = controlPlane.WriteKubeConfig($"token: {controlPlane.AdminToken}, as: dev, as-groups: [team, \"system:masters\", \"a, b\"]");
        var connection = await LoadAsync(path);
        Assert.That(await WhoAmIAsync(connection), Is.EqualTo("dev: a, b, system:authenticated, system:masters, team"));
        var read = await ControlPlane.CreateApiClient(connection).GetAsync("version", ServerContext.Default.VersionDto, default);
        Assert.That(read.Error, Is.Null, "requests without a body too");
    }

    [Test]
    public async Task Token_ThatIsNotValid_IsNotPermitted()
    {
        var controlPlane = await ControlPlane.Shared;
        var result = await ControlPlane.CreateApiClient(controlPlane.WithToken("expired")).GetAsync("version", ServerContext.Default.VersionDto, default);
        Assert.That((result.Error!.Kind, result.Error.HttpStatus, result.Error.Message), Is.EqualTo((UnknownReason.NotPermitted, 401, "Unauthorized")));
    }

    private static Task<ClusterConnection> LoadAsync(string path) => new KubeConfigLoader(_ => null, TimeProvider.System).LoadAsync(path, null, default);

    private static async Task<string> WhoAmIAsync(ClusterConnection connection)
    {
        using var http = ApiHttp.Create(connection);
        using var response = await http.PostAsJsonAsync("apis/authentication.k8s.io/v1/selfsubjectreviews", new JsonObject());
        var user = (await response.Content.ReadFromJsonAsync<JsonNode>())!["status"]!["userInfo"]!;
        return $"{user["username"]}: {string.Join(", ", user["groups"]!.AsArray().Select(group => group!.GetValue<string>()).Order(StringComparer.Ordinal))}";
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
