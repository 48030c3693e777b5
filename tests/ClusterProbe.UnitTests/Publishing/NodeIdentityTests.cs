using System.Buffers.Text;
using System.Text;
using ClusterProbe.Kubernetes.Configuration;
using ClusterProbe.Kubernetes.Publishing.Nodes;

namespace ClusterProbe.UnitTests.Publishing;

internal sealed class NodeIdentityTests
{
    private const string Bound = """
        {"aud":["https://kubernetes.default.svc"],"exp":1,"kubernetes.io":{"namespace":"clusterprobe","node":{"name":"node-a","uid":"1-2"},
        "pod":{"name":"agent","uid":"3"},"serviceaccount":{"name":"agent","uid":"4"}},"sub":"system:serviceaccount:clusterprobe:agent"}
        """;

    [Test]
    public void Token_BoundToANode_NamesIt() => Assert.That(NodeIdentity.FromToken(Token(Bound)), Is.EqualTo(new NodeIdentity("node-a", "1-2")));

    [TestCase("""{"kubernetes.io":{"namespace":"clusterprobe"}}""")]
    [TestCase("""{"kubernetes.io":{"node":{"name":"a"}}}""")]
    [TestCase("""{"kubernetes.io":{"node":{"name":"","uid":""}}}""")]
    [TestCase("""{"kubernetes.io":[]}""")]
    [TestCase("{}")]
    [TestCase("null")]
    [TestCase("no json")]
    public void Token_BoundToNoNode_NamesNone(string claims) => Assert.That(NodeIdentity.FromToken(Token(claims)), Is.Null);

    [TestCase("")]
    [TestCase("secret")]
    [TestCase("a.b")]
    [TestCase("a.!!!.c")]
    [TestCase("a.b.c.d")]
    public void Token_OfAnotherKind_NamesNone(string token) => Assert.That(NodeIdentity.FromToken(token), Is.Null);

    [Test]
    public async Task Credentials_WithToken_AreRead()
        => Assert.That((await NodeIdentity.ReadAsync(FixedCredentials.Bearer(Token(Bound)), default))?.Name, Is.EqualTo("node-a"));

    [Test]
    public async Task Credentials_WithoutToken_NameNone()
    {
        Assert.That(await NodeIdentity.ReadAsync(AnonymousCredentials.Instance, default), Is.Null);
        Assert.That(await NodeIdentity.ReadAsync(FixedCredentials.Basic("a", Token(Bound)), default), Is.Null);
    }

    private static string Token(string claims) => $"e30.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}.c2ln";
}
