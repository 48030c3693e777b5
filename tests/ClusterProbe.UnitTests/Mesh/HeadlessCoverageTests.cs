using System.Collections.Immutable;
using ClusterProbe.Core.Mesh;

namespace ClusterProbe.UnitTests.Mesh;

internal sealed class HeadlessCoverageTests
{
    private static readonly ServicePortFact Port = new("", 20001, "20001", "TCP");

    private static readonly ServiceFact Base = new("build", "harness-build-pods")
    {
        ClusterIP = "None",
        Selector = PolicyNotation.Labels("accountID=abc123"),
        Ports = [Port],
        PublishNotReadyAddresses = true,
    };

    private static readonly CoveredPod Pod = new(new Workload("build", PolicyNotation.Labels("accountID=abc123")), Ready: true);

    private static readonly CoveredPod Unlabelled = new(new Workload("build", PolicyNotation.Labels("app=x")), Ready: true);

    private static IEnumerable<TestCaseData> Vectors
    {
        get
        {
            yield return Vector("G01", Base, CoverageGrade.Covers);
            yield return Vector("G02", new ServiceFact("harness-delegate", "s") { ClusterIP = "None", Selector = Base.Selector, Ports = [Port] }, CoverageGrade.None);
            yield return Vector("G03", Base with { ClusterIP = "10.0.0.9" }, CoverageGrade.None);
            yield return Vector("G04", Base with { ClusterIP = "" }, CoverageGrade.None);
            yield return Vector("G05", Base with { Type = "ExternalName" }, CoverageGrade.None);
            yield return Vector("G06", Base with { Selector = PolicyNotation.Labels("") }, CoverageGrade.NoSelectorManual);
            yield return Vector("G07", Base with { Selector = PolicyNotation.Labels("accountID=other") }, CoverageGrade.None);
            yield return Vector("G08", Base with { Selector = PolicyNotation.Labels("accountID=abc123,extra=1") }, CoverageGrade.None);
            yield return Vector("G09", With(Port with { Port = 8080 }), CoverageGrade.PortMismatch);
            yield return Vector("G10", With(), CoverageGrade.PortMismatch);
            yield return Vector("G11", With(Port with { Protocol = "UDP" }), CoverageGrade.PortMismatch);
            yield return Vector("G12", With(Port with { Name = "http-le" }), CoverageGrade.CoversButHttpPort);
            yield return Vector("G13", With(Port with { Name = "http-le", AppProtocol = "tcp" }), CoverageGrade.Covers);
            yield return Vector("G14", With(Port with { AppProtocol = "http" }), CoverageGrade.CoversButHttpPort);
            yield return Vector("G15", Base, CoverageGrade.PartialPods, Pod, Unlabelled);
            yield return Vector("G16", Base with { PublishNotReadyAddresses = false }, CoverageGrade.CoversButNotReadyHidden, Pod with { Ready = false });
            yield return Vector("G17", Base, CoverageGrade.Covers, Pod with { Ready = false });
            yield return Vector("G18", With(Port with { TargetPort = "grpc" }), CoverageGrade.PortMismatch);
            yield return Vector("G18 with that port", With(Port with { TargetPort = "le" }), CoverageGrade.Covers, Pod with { NamedPorts = ImmutableSortedDictionary<string, int>.Empty.Add("le", 20001) });
            yield return Vector("G19", With(Port with { Name = "grpc" }), CoverageGrade.CoversButHttpPort);
            yield return Vector("G20", With(Port with { Port = 9000, TargetPort = "9000" }, Port), CoverageGrade.Covers);
            yield return Vector("G21", With(Port with { TargetPort = "30001" }), CoverageGrade.PortMismatch);
            yield return Vector("no target port", With(Port with { TargetPort = "", Protocol = "" }), CoverageGrade.Covers);
            yield return Vector("a name that only begins like HTTP", With(Port with { Name = "httpish" }), CoverageGrade.Covers);
            yield return Vector("gRPC-Web", With(Port with { Name = "grpc-web" }), CoverageGrade.CoversButHttpPort);
            yield return Vector("HTTP over TLS is passed through", With(Port with { Name = "https-le" }), CoverageGrade.Covers);
            yield return Vector("a name in capitals", With(Port with { Name = "http", AppProtocol = "HTTP" }), CoverageGrade.CoversButHttpPort);
            yield return Vector("Kubernetes' words are in lower case only", With(Port with { AppProtocol = "kubernetes.io/H2C" }), CoverageGrade.Covers);
            yield return Vector("Kubernetes' own word for HTTP/2", With(Port with { AppProtocol = "kubernetes.io/h2c" }), CoverageGrade.CoversButHttpPort);
        }
    }

    [TestCaseSource(nameof(Vectors))]
    public void Grade_OfAVector_IsTheExpectedOne(ServiceFact service, CoveredPod[] pods, CoverageGrade expected)
        => Assert.That(HeadlessCoverage.Grade(service, pods.Length == 0 ? [Pod] : pods, 20001), Is.EqualTo(expected));

    private static ServiceFact With(params ServicePortFact[] ports) => Base with { Ports = [.. ports] };

    private static TestCaseData Vector(string name, ServiceFact service, CoverageGrade expected, params CoveredPod[] pods)
        => new TestCaseData(service, pods, expected).SetName($"{{m}} {name}");
}
