using System.Text.Json.Nodes;

namespace ClusterProbe.UnitTests.Commands;

/// <summary>The command line is an interface: exit codes, streams and the wording of wrong use.</summary>
[CancelAfter(60_000)]
internal sealed class CommandLineTests
{
    private static readonly string[] Json = ["-o", "json"];

    private string _folder = "";

    [SetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("clusterprobe-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [TestCase("demo ready", 0)]
    [TestCase("demo", 3)]
    [TestCase("demo restricted", 3)]
    [TestCase("demo istio-strict --only CP1005", 0)]
    [TestCase("demo istio-strict --only CP1005 --fail-on warn", 4)]
    [TestCase("demo --list", 0)]
    [TestCase("check --list-checks", 0)]
    [TestCase("explain cp1001", 0)]
    [TestCase("--help", 0)]
    [TestCase("--version", 0)]
    public async Task ExitCode_SaysTheVerdict(string arguments, int expected, CancellationToken cancellationToken)
    {
        var result = await Cli.RunAsync(arguments.Split(' '), cancellationToken);
        Assert.That(result.ExitCode, Is.EqualTo(expected), result.Errors);
        Assert.That(result.Output, Is.Not.Empty);
        Assert.That(result.Errors, Is.Empty);
    }

    [TestCase("chek", "Did you mean check?")]
    [TestCase("check --namspace ci", "Did you mean --namespace?")]
    [TestCase("demo restrictd", "did you mean \"restricted\"?")]
    [TestCase("explain CP9999", "There is no check \"CP9999\"")]
    [TestCase("check --only CP10001", "did you mean")]
    [TestCase("check --require docker", "\"docker\" is not one of docker-in-docker, root-builds, windows-builds")]
    [TestCase("check --for harnes", "did you mean \"harness\"?")]
    [TestCase("check --service-account default", "is not NAMESPACE/NAME")]
    [TestCase("check --timeout soon", "\"soon\" is not a duration")]
    [TestCase("check --timeout 0s", "\"0s\" is not a duration")]
    [TestCase("check --parallel-builds 0", "is not a number from 1 to 1000000")]
    [TestCase("check --parallel-builds many", "\"many\" is not a number from 1 to 1000000")]
    [TestCase("check -o yaml", "\"yaml\" is not one of table, short, markdown, json")]
    [TestCase("check --profile a.yaml --for harness", "does not go with --profile")]
    [TestCase("check --facts a.json --wait 1m", "--facts evaluates a file")]
    [TestCase("check --facts missing.json", "missing.json")]
    [TestCase("check --profile missing.yaml", "missing.yaml")]
    [TestCase("check --kubeconfig missing", "The kubeconfig missing does not exist")]
    [TestCase("check", "No cluster is configured")]
    public async Task WrongUse_EndsWithCodeTwoAndAnExplanation(string arguments, string expected, CancellationToken cancellationToken)
    {
        var result = await Cli.RunAsync(arguments.Split(' '), cancellationToken);
        Assert.That(result.ExitCode, Is.EqualTo(2), result.Errors);
        Assert.That(result.Errors, Does.Contain(expected));
        Assert.That(result.Errors, Does.Not.Contain("   at "), "no stack trace");
        Assert.That(result.Output, Is.Empty);
    }

    [Test]
    public async Task Check_UnreachableServer_IsNotEvaluated(CancellationToken cancellationToken)
    {
        var config = Path.Combine(_folder, "config");
        await File.WriteAllTextAsync(config, """
            apiVersion: v1
            kind: Config
            current-context: gone
            clusters: [{name: gone, cluster: {server: "http://127.0.0.1:1"}}]
            contexts: [{name: gone, context: {cluster: gone}}]
            """, cancellationToken);
        var result = await Cli.RunAsync(["check", "--kubeconfig", config, "--timeout", "10s", .. Json], cancellationToken);
        Assert.That(result.ExitCode, Is.EqualTo(5), result.Errors);
        Assert.That(result.Output, Does.Contain("can't be reached"));
    }

    [Test]
    public async Task Check_WithoutPrivilegedProbe_LeavesOpenWhatNeedsIt(CancellationToken cancellationToken)
    {
        var result = await Cli.RunAsync(["demo", "restricted", "--no-privileged-probe", "--only", "CP1002", .. Json], cancellationToken);
        var finding = JsonNode.Parse(result.Output)!["findings"]![0]!;
        Assert.That(($"{finding["status"]}", $"{finding["reason"]}", result.ExitCode), Is.EqualTo(("error", "NotConfigured", 5)), result.Errors);
        Assert.That($"{finding["message"]}", Does.Contain("--no-privileged-probe"));
    }

    [Test]
    public async Task Fixes_ThatNothingRequires_AreApart(CancellationToken cancellationToken)
    {
        var fixes = Path.Combine(_folder, "fixes");
        var result = await Cli.RunAsync(["demo", "restricted", "--fixes", fixes], cancellationToken);
        Assert.That(Directory.GetFiles(fixes).Select(Path.GetFileName), Has.None.EqualTo("CP1003.yaml"));
        Assert.That(Directory.GetFiles(Path.Combine(fixes, "optional")).Select(Path.GetFileName), Does.Contain("CP1003.yaml"));
        Assert.That(result.Output, Does.Contain("Fix (optional/CP1003.yaml):"));
        Assert.That(result.Errors, Does.Contain("apply them by choice"));
    }

    [Test]
    public async Task Facts_SavedAndEvaluatedElsewhere_GiveTheSameReport(
        [Values("ready", "restricted", "istio-strict", "no-rbac", "autopilot", "openshift", "gatekeeper", "too-small", "quota")] string scenario,
        CancellationToken cancellationToken)
    {
        var facts = Path.Combine(_folder, "facts.json");
        var live = await Cli.RunAsync(["demo", scenario, "--save-facts", facts, .. Json], cancellationToken);
        var offline = await Cli.RunAsync(["check", "--facts", facts, .. Json], cancellationToken);
        Assert.That(offline.Output, Is.EqualTo(live.Output), live.Errors + offline.Errors);
        Assert.That(offline.ExitCode, Is.EqualTo(live.ExitCode));
        Assert.That(JsonNode.Parse(live.Output)!["simulated"]!.GetValue<bool>(), "a demo is never taken for a cluster");
    }

    [Test]
    public async Task Facts_DamagedFile_IsRefusedWithItsPlace(CancellationToken cancellationToken)
    {
        var facts = Path.Combine(_folder, "facts.json");
        await File.WriteAllTextAsync(facts, "{\n  \"schema\": 7\n}", cancellationToken);
        var result = await Cli.RunAsync(["check", "--facts", facts], cancellationToken);
        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.Errors, Does.Contain($"{facts}:2:"));
    }

    [Test]
    public async Task Profile_WithErrors_NamesEachWithItsPlace(CancellationToken cancellationToken)
    {
        var profile = Path.Combine(_folder, "ready.yaml");
        await File.WriteAllTextAsync(profile, """
            apiVersion: clusterprobe.io/v1alpha1
            kind: ClusterReadiness
            metadata: {name: ci}
            spec:
              ciSystem: harnes
              buildNamespace: [ci]
            """, cancellationToken);
        var result = await Cli.RunAsync(["check", "--profile", profile], cancellationToken);
        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.Errors, Does.Contain($"{profile}:5:").And.Contain($"{profile}:6:").And.Contain("did you mean \"harness\"?"));
    }

    [Test]
    public async Task Fixes_AreWrittenAsFilesThatNameTheirCheck(CancellationToken cancellationToken)
    {
        var fixes = Path.Combine(_folder, "fixes");
        var result = await Cli.RunAsync(["demo", "istio-strict", "--fixes", fixes], cancellationToken);
        Assert.That(result.ExitCode, Is.EqualTo(3));
        Assert.That(Directory.GetFiles(fixes).Select(Path.GetFileName), Is.EqualTo(new[] { "CP3002.yaml" }));
        Assert.That(await File.ReadAllTextAsync(Path.Combine(fixes, "CP3002.yaml"), cancellationToken), Does.Contain("clusterIP: None"));
    }

    [Test]
    public async Task Output_ToAPipe_HasNoColourAndNoProgress(CancellationToken cancellationToken)
    {
        var result = await Cli.RunAsync(["demo", "restricted"], cancellationToken, ("TERM", "xterm-256color"), ("COLORTERM", "truecolor"));
        Assert.That(result.Output, Does.Not.Contain('\u001b'));
        Assert.That(result.Errors, Is.Empty);
    }
}
