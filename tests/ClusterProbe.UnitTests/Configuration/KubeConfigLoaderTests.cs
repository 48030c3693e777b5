using ClusterProbe.Kubernetes.Configuration;

namespace ClusterProbe.UnitTests.Configuration;

/// <summary>A kubeconfig that does not lead to a cluster says so, names itself, and never breaks the program.</summary>
internal sealed class KubeConfigLoaderTests
{
    private const string Valid = """
        current-context: one
        contexts: [ {name: one, context: {cluster: c, user: u, namespace: builds}}, {name: two, context: {cluster: c}}, {name: lost, context: {cluster: gone}}, {name: nobody, context: {cluster: c, user: gone}} ]
        clusters: [ {name: c, cluster: {server: "https://api.example:6443"}} ]
        users: [ {name: u, user: {token: t}} ]
        """;

    [TestCase(null, "one", "builds")]
    [TestCase("two", "two", "default")]
    public async Task Context_Chosen_IsUsed(string? context, string name, string expected)
    {
        using var folder = new KubeConfigFolder();
        var connection = await KubeConfigFolder.LoadFileAsync(folder.Write("config", Valid), context);
        Assert.That((connection.Name, connection.Namespace, connection.Server.AbsoluteUri), Is.EqualTo((name, expected, "https://api.example:6443/")));
    }

    [TestCase("three", "There is no context \"three\"", "There are: one, two, lost, nobody")]
    [TestCase("lost", "refers to the cluster \"gone\"", "which no file defines")]
    [TestCase("nobody", "refers to the user \"gone\"", "which no file defines")]
    public void Context_Wrong_SaysWhichThereAre(string context, string what, string which)
    {
        using var folder = new KubeConfigFolder();
        var file = folder.Write("config", Valid);
        Assert.That(
            async () => await KubeConfigFolder.LoadFileAsync(file, context),
            Throws.TypeOf<ConfigurationException>().With.Message.Contains(what).And.Message.Contains(which).And.Message.Contains(file));
    }

    [TestCase("", "no YAML mapping")]
    [TestCase("just text", "no YAML mapping")]
    [TestCase("- a\n- b", "no YAML mapping")]
    [TestCase("a: b\n\tc: d", "config:1:4: not a valid kubeconfig")]
    [TestCase("\0\u0001\u0002", "not a ")]
    [TestCase("{}", "no current context is set. Choose one with --context: none")]
    [TestCase("clusters: 5", "not a valid kubeconfig")]
    [TestCase("contexts: [5]", "not a valid kubeconfig")]
    [TestCase("current-context: [1]", "not a valid kubeconfig")]
    [TestCase("current-context: a\ncontexts: [null]", "There is no context \"a\"")]
    [TestCase("current-context: a\ncontexts: [{name: a}]", "refers to the cluster \"\"")]
    [TestCase("current-context: a\ncontexts: [{name: a, context: {cluster: c}}]\nclusters: [{name: c}]", "not an http or https address")]
    [TestCase("current-context: a\ncontexts: [{name: a, context: {cluster: c}}]\nclusters: [{name: c, cluster: {server: \"ftp://x\"}}]", "not an http or https address")]
    public void Content_Odd_IsAConfigurationError(string content, string message)
    {
        using var folder = new KubeConfigFolder();
        var file = folder.Write("config", content);
        Assert.That(
            async () => await KubeConfigFolder.LoadFileAsync(file),
            Throws.TypeOf<ConfigurationException>().With.Message.Contains(message).And.Message.Contains(file));
    }

    [TestCase("", "proxy-url: \"not an address\"", "proxy-url")]
    [TestCase("", "certificate-authority-data: \"%%%\"", "certificate-authority can't be read")]
    [TestCase("", "certificate-authority-data: \"aGVsbG8=\"", "the certificate authority of cluster \"c\" can't be used")]
    [TestCase("", "certificate-authority: missing.crt", "missing.crt")]
    [TestCase("client-certificate-data: \"aGVsbG8=\", client-key-data: \"aGVsbG8=\"", "", "the client certificate of user \"u\" can't be used")]
    [TestCase("client-certificate: missing.crt, client-key: missing.key", "", "missing.crt")]
    [TestCase("as: dev, as-groups: [one, \"two\\r\\nAuthorization: x\"]", "", "control characters")]
    [TestCase("as: dev, as-groups: [one, \"\"]", "", "whose name is empty")]
    [TestCase("auth-provider: {name: gcp}", "", "auth provider \"gcp\"")]
    [TestCase("exec: {command: no-such-program, apiVersion: v1, env: [{value: x}, {name: a}, {name: a}]}", "", "no-such-program")]
    [TestCase("token: \"a\\nb\"", "", "user \"u\": the field token holds no token")]
    public void Field_Unusable_IsNamed(string user, string cluster, string message)
    {
        using var folder = new KubeConfigFolder();
        Assert.That(async () => await folder.LoadAsync(user, cluster), Throws.TypeOf<ConfigurationException>().With.Message.Contains(message));
    }

    [Test]
    public async Task Files_OfTheEnvironment_AreMergedAndTheFirstWins()
    {
        using var folder = new KubeConfigFolder();
        var first = folder.Write("first", "current-context: two");
        var second = folder.Write("second", Valid);
        var list = string.Join(Path.PathSeparator, folder["missing"], first, second);
        var connection = await new KubeConfigLoader(name => name == "KUBECONFIG" ? list : null, TimeProvider.System).LoadAsync(null, null, default);
        Assert.That(connection.Name, Is.EqualTo("two"));
    }

    [TestCase("KUBECONFIG", "/no/such/file", "no such file exists")]
    [TestCase("HOME", "/no/such/home", "No cluster is configured")]
    public void Environment_WithoutACluster_SaysWhatToDo(string variable, string value, string message)
        => Assert.That(
            async () => await new KubeConfigLoader(name => name == variable ? value : null, TimeProvider.System).LoadAsync(null, null, default),
            Throws.TypeOf<ConfigurationException>().With.Message.Contains(message));

    [Test]
    public void File_ThatDoesNotExist_IsNamed()
        => Assert.That(async () => await KubeConfigFolder.LoadFileAsync("/no/such/file"), Throws.TypeOf<ConfigurationException>().With.Message.Contains("/no/such/file"));
}
