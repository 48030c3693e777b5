using ClusterProbe.Core.Mesh;
using CsCheck;

namespace ClusterProbe.UnitTests.Mesh;

internal sealed class MutualTlsTests
{
    private const int Port = 20001;
    private const string Root = "istio-system";

    private static IEnumerable<TestCaseData> Vectors
    {
        get
        {
            yield return Vector("P01", "", MtlsMode.Permissive);
            yield return Vector("P02", "root/default@1 STRICT", MtlsMode.Strict);
            yield return Vector("P03", "root/default@1 STRICT; build/default@2 PERMISSIVE", MtlsMode.Permissive);
            yield return Vector("P04", "root/default@1 STRICT; build/default@2 PERMISSIVE; build/w@3 [app=ci] STRICT", MtlsMode.Strict);
            yield return Vector("P05", "root/default@1 STRICT; build/default@2 UNSET", MtlsMode.Strict);
            yield return Vector("P06", "root/default@1 STRICT; build/default@2 -", MtlsMode.Strict);
            yield return Vector("P07", "root/default@1 UNSET", MtlsMode.Permissive);
            yield return Vector("P08", "root/w@1 [app=ci] STRICT", MtlsMode.Permissive);
            yield return Vector("P09", "root/w@1 [app=ci] STRICT", MtlsMode.Permissive, @namespace: Root);
            yield return Vector("P10", "root/a@1 PERMISSIVE; root/default@2 STRICT", MtlsMode.Permissive);
            yield return Vector("P11", "build/old@1 UNSET; build/new@2 STRICT", MtlsMode.Permissive);
            yield return Vector("P12", "build/b@5 STRICT; build/a@5 PERMISSIVE", MtlsMode.Permissive);
            yield return Vector("P13", "build/x@1 [] STRICT", MtlsMode.Strict, labels: "");
            yield return Vector("P14", "build/w@1 [app=ci] STRICT {20001: DISABLE}", MtlsMode.Disable);
            yield return Vector("P15", "build/w@1 [app=ci] STRICT {20001: DISABLE}", MtlsMode.Strict, port: 20002);
            yield return Vector("P16", "root/default@1 STRICT; build/w@2 [app=ci] PERMISSIVE {20001: UNSET}", MtlsMode.Permissive);
            yield return Vector("P17", "build/default@1 STRICT; build/w@2 [app=ci] UNSET {20001: PERMISSIVE}", MtlsMode.Permissive);
            yield return Vector("P18", "build/default@1 STRICT; build/w@2 [app=ci] UNSET {20001: PERMISSIVE}", MtlsMode.Strict, port: 8080);
            yield return Vector("P19", "build/w1@1 [app=ci] STRICT; build/w2@2 [app=ci] UNSET {20001: DISABLE}", MtlsMode.Strict);
            yield return Vector("P20", "build/default@1 STRICT; build/w@2 [app=ci,tier=x] DISABLE", MtlsMode.Strict);
            yield return Vector("P21", "other/w@1 [app=ci] STRICT", MtlsMode.Permissive);
            yield return Vector("P22", "istio-system/default@1 STRICT", MtlsMode.Permissive, root: "istio-config");
            yield return Vector("P23", "istio-system/default@1 STRICT", MtlsMode.Strict, root: "istio-config", @namespace: Root);
            yield return Vector("P24", "root/a@1 STRICT; root/b@2 PERMISSIVE", MtlsMode.Strict, @namespace: Root);
            yield return Vector("P25", "root/default@1 DISABLE; build/default@2 UNSET; build/w@3 [app=ci] UNSET", MtlsMode.Disable);
            yield return Vector("P26", "root/default@1 STRICT; build/w@2 [app=ci] DISABLE", MtlsMode.Disable);
            yield return Vector("P27", "root/default@1 STRICT; build/w@2 [app=ci] - {80: DISABLE}", MtlsMode.Strict, port: 8080);
            yield return Vector("P28", "root/default@1 STRICT; build/w@2 [app=ci] - {20001: -}", MtlsMode.Strict);
            yield return Vector("P29", "root/default@1 STRICT; build/w@2 [app=ci] -", MtlsMode.Strict, labels: "");
            yield return Vector("P30", "build/default@1 STRICT {20001: DISABLE}", MtlsMode.Strict);
            yield return Vector("P31", "build/default@9 PERMISSIVE; root/default@1 STRICT", MtlsMode.Permissive);
            yield return Vector("P32", "root/default@1 STRICT; build/w@2 [app=CI] PERMISSIVE", MtlsMode.Strict);
            yield return Vector("P33", "build/w2@2 [team=a] DISABLE; build/w1@3 [app=ci] STRICT", MtlsMode.Disable, labels: "app=ci,team=a");
            yield return Vector("P34", "root/default@1 STRICT; build/w@2 [app=ci] UNSET {20001: DISABLE, 20002: UNSET}", MtlsMode.Strict, port: 20002);
            yield return Vector("ties are in byte order", "build/w2@5 DISABLE; build/w10@5 STRICT", MtlsMode.Strict);
            yield return Vector("capitals come first", "build/a@5 STRICT; build/B@5 DISABLE", MtlsMode.Disable);
            yield return Vector("a prefix comes first", "build/a-b@5 STRICT; build/a@5 DISABLE", MtlsMode.Disable);
            yield return Vector("another revision's policy is not seen", "root/x@1%canary STRICT; root/default@2 PERMISSIVE", MtlsMode.Permissive);
            yield return Vector("the own revision's policy is seen", "root/x@1%default STRICT", MtlsMode.Strict);
            yield return Vector("an empty revision is no revision", "root/x@1% STRICT", MtlsMode.Permissive);
            yield return Vector("an empty value needs the label", "build/w@1 [app=ci,tier=] STRICT", MtlsMode.Permissive);
            yield return Vector("an empty value matches an empty value", "build/w@1 [app=ci,tier=] STRICT", MtlsMode.Strict, labels: "app=ci,tier=");
            yield return Vector("a mode from the future is not guessed", "build/w@1 [app=ci] Unreadable", MtlsMode.Unreadable);
        }
    }

    [TestCaseSource(nameof(Vectors))]
    public void Mode_OfAVector_IsTheExpectedOne(string policies, string @namespace, string labels, int port, string root, MtlsMode expected)
    {
        var workload = new Workload(@namespace, PolicyNotation.Labels(labels));

        Assert.That(MutualTls.Effective(PolicyNotation.Parse(policies), root, "default", workload, port).Mode, Is.EqualTo(expected));
    }

    [Test]
    public void Decision_OfAnyPolicies_DoesNotDependOnTheirOrder()
        => Gen.Select(PolicySets, Gen.Int).Sample((policies, seed) =>
        {
            var shuffled = policies.ToArray();
            new Random(seed).Shuffle(shuffled);
            return MutualTls.Effective(policies, Root, "default", BuildPod, Port) == MutualTls.Effective(shuffled, Root, "default", BuildPod, Port);
        });

    [Test]
    public void Decision_WithAYoungerPolicyOfTheSameScopeAdded_StaysTheSame()
        => Gen.Select(PolicySets.Where(policies => policies.Length > 0), Modes).Sample((policies, mode) =>
        {
            var oldest = policies.MinBy(policy => policy.CreatedAt)!;
            var younger = oldest with { Name = "younger", CreatedAt = DateTimeOffset.MaxValue, Mode = mode, Ports = [new PortMtls(Port, mode)] };
            return MutualTls.Effective([.. policies, younger], Root, "default", BuildPod, Port).Mode
                == MutualTls.Effective(policies, Root, "default", BuildPod, Port).Mode;
        });

    [TestCase("build/w@1 [accountID=abc] STRICT", MtlsMode.Unreadable, TestName = "an unknown label value that matters leaves it open")]
    [TestCase("build/w@1 [accountID=abc] STRICT; root/default@1 STRICT", MtlsMode.Strict, TestName = "an unknown label value that does not matter is no obstacle")]
    [TestCase("build/a@1 [app=ci] PERMISSIVE; build/w@2 [accountID=abc] STRICT", MtlsMode.Permissive, TestName = "an older policy that certainly matches hides the doubtful one")]
    [TestCase("build/w@1 [accountID=abc,app=other] STRICT", MtlsMode.Permissive, TestName = "a pair that fails settles it")]
    public void Mode_WithAnOpenLabel_IsToldOnlyWhenItIsCertain(string policies, MtlsMode expected)
    {
        var workload = BuildPod with { OpenLabels = ["accountID"] };

        var decision = MutualTls.Effective(PolicyNotation.Parse(policies), Root, "default", workload, Port);

        Assert.That(decision.Mode, Is.EqualTo(expected));
        Assert.That(decision.Undecided is null, Is.EqualTo(expected != MtlsMode.Unreadable));
    }

    [TestCase("root/default@1 DISABLE; build/w@2 [app=ci] STRICT", MtlsMode.Disable)]
    [TestCase("root/default@1 STRICT; build/default@2 UNSET", MtlsMode.Strict)]
    [TestCase("build/w@2 [app=ci] STRICT", MtlsMode.Permissive)]
    public void ModeInferredByClients_DisregardsPoliciesForWorkloads(string policies, MtlsMode expected)
        => Assert.That(MutualTls.InferredByClients(PolicyNotation.Parse(policies), Root, "default", "build"), Is.EqualTo(expected));

    private static Workload BuildPod { get; } = new("build", PolicyNotation.Labels("app=ci"));

    private static Gen<MtlsMode> Modes { get; } = Gen.Enum<MtlsMode>();

    private static Gen<PeerAuthentication> Policies { get; } = Gen
        .Select(
            Gen.OneOf(Root, "build", "other"),
            Gen.Char['a', 'd'],
            Gen.Int[0, 2],
            Gen.OneOf<string?>(null, "", "app=ci", "app=other"),
            Modes,
            Gen.Select(Gen.OneOf(Port, 8080), Modes, (port, mode) => new PortMtls(port, mode)).Array[0, 1])
        .Select((@namespace, name, age, selector, mode, ports) => new PeerAuthentication(@namespace, $"{name}", DateTimeOffset.UnixEpoch.AddSeconds(age))
        {
            MatchLabels = selector is null ? null : PolicyNotation.Labels(selector),
            Mode = mode,
            Ports = [.. ports],
        });

    private static Gen<PeerAuthentication[]> PolicySets { get; } = Policies.Array[0, 8].Select(policies => policies.DistinctBy(policy => policy.ToString()).ToArray());

    private static TestCaseData Vector(
        string name, string policies, MtlsMode expected, string @namespace = "build", string labels = "app=ci", int port = Port, string root = Root)
        => new TestCaseData(policies, @namespace, labels, port, root, expected).SetName($"{{m}} {name}");
}
