using ClusterProbe.Core.Facts;
using ClusterProbe.Kubernetes.Client;
using ClusterProbe.Kubernetes.Collectors;
using ClusterProbe.Kubernetes.Configuration;

namespace ClusterProbe.UnitTests.Configuration;

/// <summary>Credentials that others renew: token files, and the files of a pod.</summary>
internal sealed class CredentialTests
{
    [Test]
    public async Task TokenFile_Renewed_IsReadAgain()
    {
        using var folder = new KubeConfigFolder();
        folder.Write("token", "first\n");
        var connection = await folder.LoadAsync("tokenFile: token, token: beaten");
        Assert.That((await connection.Credentials.GetAsync(default))?.Parameter, Is.EqualTo("first"));
        folder.Write("token", "second\n");
        Assert.That((await connection.Credentials.GetAsync(default))?.Parameter, Is.EqualTo("second"));
    }

    [TestCase(null, "can't be read")]
    [TestCase("two\nlines", "no token")]
    [TestCase("", "no token")]
    public async Task TokenFile_Unusable_IsOneErrorOfTheRequest(string? content, string message)
    {
        using var folder = new KubeConfigFolder();
        if (content is not null) folder.Write("token", content);
        using var http = ApiHttp.Create(await folder.LoadAsync("tokenFile: token"));
        var error = (await new ApiClient(http, TimeProvider.System).GetAsync("version", ServerContext.Default.VersionDto, default)).Error!;
        Assert.That(error.Kind, Is.EqualTo(UnknownReason.NotPermitted));
        Assert.That(error.Message, Does.Contain(message).And.Contain(folder["token"]));
    }

    [Test]
    public async Task Pod_ServiceAccountFiles_AreTheConnection()
    {
        using var authority = new CertificateAuthority();
        using var folder = new KubeConfigFolder();
        folder.Write("token", "first");
        folder.Write("namespace", "ci\n");
        folder.Write("ca.crt", authority.Pem);
        var connection = InClusterConfiguration.TryLoad(Pod, Path.GetDirectoryName(folder["token"]))!;
        Assert.That((connection.Name, connection.Namespace, connection.Server.AbsoluteUri), Is.EqualTo(("in-cluster", "ci", "https://10.96.0.1:6443/")));
        folder.Write("token", "second");
        Assert.That((await connection.Credentials.GetAsync(default))?.Parameter, Is.EqualTo("second"));
    }

    [Test]
    public void Pod_WithoutAuthorities_IsAConfigurationError()
    {
        using var folder = new KubeConfigFolder();
        folder.Write("token", "t");
        Assert.That(() => InClusterConfiguration.TryLoad(Pod, Path.GetDirectoryName(folder["token"])), Throws.TypeOf<ConfigurationException>().With.Message.Contains("ca.crt"));
    }

    [Test]
    public void Pod_WithoutAToken_IsNone()
    {
        using var folder = new KubeConfigFolder();
        Assert.That(InClusterConfiguration.TryLoad(Pod, Path.GetDirectoryName(folder["token"])), Is.Null);
    }

    private static string? Pod(string variable) => variable switch
    {
        "KUBERNETES_SERVICE_HOST" => "10.96.0.1",
        "KUBERNETES_SERVICE_PORT" => "6443",
        _ => null,
    };
}
