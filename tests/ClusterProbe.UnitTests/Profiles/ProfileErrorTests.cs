using System.Text;
using ClusterProbe.Core.Profiles.Parsing;
using CsCheck;

namespace ClusterProbe.UnitTests.Profiles;

internal sealed class ProfileErrorTests
{
    /// <summary>Its last line is 4; what is appended begins at line 5.</summary>
    private const string Head = "apiVersion: clusterprobe.io/v1alpha1\nkind: ClusterReadiness\nmetadata: {name: ci}\nspec:\n";
    private const string Spec = Head + "  ciSystem: harness\n";

    private static readonly string[] Codes = ["CP1001", "CP1002", "CP3002"];

    [TestCase("  ciSystem: harnes", "5:13: spec.ciSystem: \"harnes\" is not valid; did you mean \"harness\"?")]
    [TestCase("  ciSystem: bamboo", "5:13: spec.ciSystem: \"bamboo\" is not valid; valid: arc, gitlab-runner, harness, jenkins, tekton")]
    [TestCase("  cisystem: harness", "5:3: spec.ciSystem: is required", "5:3: spec.cisystem: unknown field; did you mean \"ciSystem\"?")]
    [TestCase("  ciSystem: jenkins\n  harness: {accountId: a}", "6:12: spec.harness: is only for ciSystem \"harness\"")]
    public void Parse_CiSystem(string text, params string[] expected) => AssertErrors(Head + text, expected);

    [TestCase("  shapes: [{name: a, os: linus}]", "6:26: spec.shapes[0].os: \"linus\" is not valid; did you mean \"linux\"?")]
    [TestCase("  shapes: [{name: a}, {name: a}]", "6:30: spec.shapes[1].name: \"a\" is given twice")]
    [TestCase("  shapes: [{os: linux}]", "6:12: spec.shapes[0].name: is required")]
    [TestCase("  shapes: []", "6:11: spec.shapes: must have at least one item")]
    [TestCase("  shapes: [{name: Big_One}]", "6:19: spec.shapes[0].name: \"Big_One\" is not a name of at most 63 lower-case letters, digits and '-' that begins and ends with a letter or digit")]
    [TestCase("  shapes: [{name: a, resources: {requests: {cpu: 2x}}}]", "6:50: spec.shapes[0].resources.requests.cpu: \"2x\" is not a quantity such as 500m, 2 or 1.5Gi")]
    [TestCase("  shapes: [{name: a, resources: {requests: {cpu: -1}}}]", "6:50: spec.shapes[0].resources.requests.cpu: \"-1\" is not a quantity such as 500m, 2 or 1.5Gi")]
    [TestCase("  shapes: [{name: a, resources: {requests: {memroy: 1}}}]", "6:53: spec.shapes[0].resources.requests.memroy: is not a resource of containers; others than cpu, memory, ephemeral-storage and hugepages-SIZE have a domain; did you mean \"memory\"?")]
    [TestCase("  shapes: [{name: a, resources: {requests: {cpu: 2}, limits: {cpu: 1}}}]", "6:44: spec.shapes[0].resources.requests: cpu: 2 is more than the limit 1")]
    [TestCase("  shapes: [{name: a, image: b, containers: [{name: c}]}]", "6:12: spec.shapes[0]: say either containers, or image, resources and privileged for a single one")]
    [TestCase("  shapes: [{name: a, containers: [{name: c}], initContainers: [{name: c}]}]", "6:71: spec.shapes[0].initContainers[0].name: \"c\" is given twice")]
    [TestCase("  shapes: [{name: a, containers: [{name: c, sidecar: true}]}]", "6:45: spec.shapes[0].containers[0].sidecar: unknown field; valid: hostPorts, image, name, privileged, resources")]
    [TestCase("  shapes: [{name: a, nodeSelector: {gpu: true}}]", "6:42: spec.shapes[0].nodeSelector.gpu: must be a text; write it in quotes: \"true\"")]
    [TestCase("  shapes: [{name: a, labels: {a b: c}}]", "6:31: spec.shapes[0].labels[\"a b\"]: \"a b\" is not a key such as \"team\" or \"example.com/team\"")]
    [TestCase("  shapes: [{name: a, tolerations: [{key: a, operator: Exist}]}]", "6:55: spec.shapes[0].tolerations[0].operator: \"Exist\" is not valid; did you mean \"Exists\"?")]
    [TestCase("  shapes: [{name: a, tolerations: [{operator: Exists, value: x}]}]", "6:62: spec.shapes[0].tolerations[0].value: must not be given with operator \"Exists\"")]
    [TestCase("  shapes: [{name: a, hostNetwork: yes}]", "6:35: spec.shapes[0].hostNetwork: \"yes\" is neither true nor false")]
    [TestCase("  shapes: [{name: a, activeDeadlineSeconds: 0}]", "6:45: spec.shapes[0].activeDeadlineSeconds: \"0\" is not a whole number from 1 to 2147483647")]
    public void Parse_Shapes(string text, params string[] expected) => AssertErrors(Spec + text, expected);

    [TestCase("  buildNamespaces: ci", "6:20: spec.buildNamespaces: must be a list")]
    [TestCase("  buildNamespaces: [ci, CI]", "6:25: spec.buildNamespaces[1]: \"CI\" is not a name of at most 63 lower-case letters, digits and '-' that begins and ends with a letter or digit")]
    [TestCase("  buildNamespaces: [ci, ci]", "6:25: spec.buildNamespaces[1]: \"ci\" is given twice")]
    [TestCase("  buildNamespaces: [1]", "6:21: spec.buildNamespaces[0]: must be a text; write it in quotes: \"1\"")]
    [TestCase("  ciIdentity: {namespace: ci}", "6:15: spec.ciIdentity.name: is required")]
    [TestCase("  require: [docker-on-docker]", "6:13: spec.require[0]: \"docker-on-docker\" is not valid; did you mean \"docker-in-docker\"?")]
    [TestCase("  require: [root-builds, root-builds]", "6:26: spec.require[1]: \"root-builds\" is given twice")]
    [TestCase("  load: {parallelBuilds: many}", "6:26: spec.load.parallelBuilds: \"many\" is not a whole number from 1 to 100000")]
    [TestCase("  waivers: [{code: CP1003, reason: r, owner: o}]", "6:20: spec.waivers[0].code: \"CP1003\" is not valid; did you mean \"CP1001\"?")]
    [TestCase("  waivers: [{code: CP1001}]", "6:13: spec.waivers[0].reason: is required", "6:13: spec.waivers[0].owner: is required")]
    [TestCase("  waivers: [{code: CP1001, reason: r, owner: o, until: 2026-02-30}]", "6:56: spec.waivers[0].until: \"2026-02-30\" is not a date such as 2026-12-31 or a time such as 2026-12-31T18:00:00Z")]
    [TestCase("  buildNamespaces: [a]\n  buildNamespaces: [b]", "7:3: spec.buildNamespaces: is given twice")]
    [TestCase("  egress: []", "6:3: spec.egress: unknown field; valid: buildNamespaces, buildServiceAccount, ciIdentity, ciSystem, endpoints, harness, load, require, shapes, waivers")]
    [TestCase("  endpoints: [{name: a}]", "6:15: spec.endpoints[0].url: is required")]
    [TestCase("  endpoints: [{url: tcp://a:1}]", "6:15: spec.endpoints[0].name: is required")]
    [TestCase("  endpoints: [{name: a, url: tcp://a:1}, {name: a, url: tcp://b:1}]", "6:49: spec.endpoints[1].name: \"a\" is given twice")]
    [TestCase("  endpoints: [{name: a, uri: tcp://a:1}]", "6:15: spec.endpoints[0].url: is required", "6:25: spec.endpoints[0].uri: unknown field; did you mean \"url\"?")]
    public void Parse_Spec(string text, params string[] expected) => AssertErrors(Spec + text, expected);

    [TestCase("http://a")]
    [TestCase("a:443")]
    [TestCase("tcp://a")]
    [TestCase("tls://a")]
    [TestCase("tcp://a:0")]
    [TestCase("tcp://a:65536")]
    [TestCase("tcp://a:+1")]
    [TestCase("tcp://a:1/")]
    [TestCase("https://a/path")]
    [TestCase("https://user@a")]
    [TestCase("https://a?b")]
    [TestCase("https://")]
    [TestCase("https://a_b")]
    [TestCase("https://-a")]
    [TestCase("https://[::1")]
    [TestCase("https://[]")]
    [TestCase("tcp://::1:22")]
    public void Parse_EndpointOfAnotherForm_IsAnError(string url) => AssertErrors(
        $"{Spec}  endpoints: [{{name: a, url: \"{url}\"}}]",
        [$"6:30: spec.endpoints[0].url: \"{url}\" is not https://HOST, https://HOST:PORT, tls://HOST:PORT or tcp://HOST:PORT"]);

    [Test]
    public void Parse_TooManyEndpoints_IsAnError() => AssertErrors(
        $"{Spec}  endpoints: [{string.Join(", ", Enumerable.Range(0, 17).Select(i => $"{{name: e{i}, url: \"tcp://a:1\"}}"))}]",
        ["6:14: spec.endpoints: must have at most 16 items"]);

    [TestCase("", "1:1: the file is empty")]
    [TestCase("# nothing\n", "1:1: the file is empty")]
    [TestCase("---\n", "1:1: the file is empty")]
    [TestCase("- a\n", "1:1: must be a mapping")]
    [TestCase("just text", "1:1: must be a mapping")]
    [TestCase("kind: ClusterReadiness\n", "1:1: apiVersion: is required", "1:1: metadata: is required", "1:1: spec: is required")]
    [TestCase(Spec + "---\n" + Spec, "6:1: a second document begins; a profile file holds one")]
    [TestCase(Spec + "  buildNamespaces: &a [ci]\n", "6:20: spec.buildNamespaces: anchors and aliases are not allowed; write it out")]
    [TestCase(Spec + "  buildServiceAccount: !!str a\n", "6:24: spec.buildServiceAccount: tags are not allowed")]
    [TestCase(Spec + "  ? [a]\n  : b\n", "6:5: spec: a key must be a name")]
    [TestCase(Spec + "  buildServiceAccount: \"a\\e[31m\"\n", "6:24: spec.buildServiceAccount: \"a\\u{1b}[31m\" is not a name of at most 253 lower-case letters, digits, '-' and '.' that begins and ends with a letter or digit")]
    public void Parse_Document(string text, params string[] expected) => AssertErrors(text, expected);

    [TestCase(Spec + "\tload: {}\n", 6, "tab")]
    [TestCase(Spec + "  load:\n  \tparallelBuilds: 1\n", 7, "tab")]
    [TestCase(Spec + "  load: {\n", 7, "is not valid YAML")]
    [TestCase(Spec + "  load: [}\n", 6, "is not valid YAML")]
    [TestCase("apiVersion: clusterprobe.io/v1alpha1\0: x\n", 1, "U+0000")]
    public void Parse_NotYaml_NamesTheLine(string text, int line, string message)
    {
        var error = Parse(text).Errors.Single();
        Assert.That(error.Line, Is.EqualTo(line));
        Assert.That(error.Message, Does.Contain(message));
    }

    [TestCase("[")]
    [TestCase("{a: ")]
    [TestCase("- ")]
    [TestCase("? ")]
    [TestCase("a:\n ")]
    [TestCase("&a [*a, ")]
    [TestCase("!")]
    [TestCase("\"")]
    [TestCase("a: b\n")]
    [TestCase("--- a\n")]
    [TestCase("%YAML 1.2\n")]
    public void Parse_BombOfOneMebibyte_EndsInAnError(string piece)
    {
        var text = new StringBuilder().Insert(0, piece, ProfileParser.LargestDocument / piece.Length).ToString();
        Assert.That(Parse(text).Errors, Is.Not.Empty.And.Length.LessThanOrEqualTo(100));
    }

    [Test]
    public void Parse_LaughterOfABillion_EndsInAnError()
    {
        var text = "a0: &a0 [x, x]\n" + string.Concat(Enumerable.Range(1, 60).Select(i => $"a{i}: &a{i} [*a{i - 1}, *a{i - 1}, *a{i - 1}]\n"));
        Assert.That(Parse(text).Errors, Has.Some.Property("Message").Contains("anchors and aliases"));
    }

    [Test]
    public void Parse_TooLarge_IsNotRead()
    {
        using var stream = new MemoryStream(new byte[ProfileParser.LargestDocument * 3]);
        Assert.That(ProfileParser.Parse("ci.yaml", stream, Codes).Errors.Single().ToString(), Is.EqualTo("ci.yaml:1:1: the file is larger than 1 MiB"));
        Assert.That(stream.Position, Is.EqualTo(ProfileParser.LargestDocument + 1));
    }

    [Test]
    public void Parse_NotUtf8_EndsInAnError()
    {
        using var stream = new MemoryStream([0xFF, 0xFE, (byte)'a', 0]);
        Assert.That(ProfileParser.Parse("ci.yaml", stream, Codes).Errors.Single().Message, Is.EqualTo("the file is not UTF-8 text"));
    }

    [Test]
    public void Parse_AnyText_EndsInAProfileOrErrors()
        => Gen.OneOf(Gen.String, Yamlish, Damaged).Sample(
            text => Parse(text) is var parsed && parsed.Profile is null == !parsed.Errors.IsEmpty && parsed.Errors.All(error => error is { Line: > 0, Column: > 0 }),
            iter: 20_000);

    private static Gen<string> Yamlish { get; } = Gen.Int[0, 27]
        .Select(index => new[]
        {
            "spec:", "\n", "\n  ", "- ", "[", "]", "{", "}", ": ", ", ", "&a ", "*a", "!!str ", "\"", "'", "|\n", ">-\n", "# ", "---\n", "...\n", "%YAML 1.1\n", "? ", "\\x", "\t", "name", "<<: ", "@", "\u2028",
        }[index])
        .Array[0, 40].Select(string.Concat);

    private static Gen<string> Damaged { get; } = Gen.Select(Gen.Int[0, 1000], Gen.Int[0, 20], Yamlish, (position, length, insert) =>
    {
        const string Valid = Spec + "  shapes:\n  - name: a\n    resources: {requests: {cpu: 1}}\n  waivers:\n  - {code: CP1001, reason: \"r\", owner: o, until: 2026-12-31}\n";
        var start = position % Valid.Length;
        return Valid.Remove(start, Math.Min(length, Valid.Length - start)).Insert(start, insert);
    });

    private static void AssertErrors(string text, string[] expected)
        => Assert.That(Parse(text).Errors.Select(error => error.ToString()), Is.EqualTo(expected.Select(error => $"ci.yaml:{error}")));

    private static ParsedProfile Parse(string text) => ProfileParser.Parse("ci.yaml", text, Codes);
}
