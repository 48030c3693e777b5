namespace ClusterProbe.IntegrationTests;

[Category("ControlPlane")]
internal sealed class ControlPlaneTests
{
    [Test]
    public async Task Shared_NamespaceAndToken_AreMade()
    {
        var controlPlane = await ControlPlane.Shared;
        var name = await controlPlane.CreateNamespaceAsync("made", new Dictionary<string, string> { ["a"] = "b" });
        var token = await controlPlane.CreateServiceAccountTokenAsync(name, "default");
        using var asServiceAccount = controlPlane.CreateHttpClient(token);
        Assert.That(await asServiceAccount.GetStringAsync(new Uri("version", UriKind.Relative)), Does.Contain("gitVersion"));
        Assert.That((await controlPlane.KubectlAsync(["get", "namespace", name, "-o", "jsonpath={.metadata.labels.a}"])).EnsureSuccess(), Is.EqualTo("b"));
    }
}
