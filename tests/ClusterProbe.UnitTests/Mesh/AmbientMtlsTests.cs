using ClusterProbe.Core.Mesh;

namespace ClusterProbe.UnitTests.Mesh;

internal sealed class AmbientMtlsTests
{
    private static IEnumerable<TestCaseData> Vectors
    {
        get
        {
            yield return Vector("B01", "build/default@1 STRICT", AmbientEnforcement.DenyWithoutPrincipal);
            yield return Vector("B02", "build/default@1 STRICT; build/w@2 [app=ci] UNSET {20001: PERMISSIVE}", AmbientEnforcement.Exempt);
            yield return Vector("B03", "build/default@1 STRICT; build/w@2 [app=ci] UNSET {20001: DISABLE}", AmbientEnforcement.DenyWithoutPrincipal);
            yield return Vector("B04", "build/default@1 DISABLE", AmbientEnforcement.NotEnforced);
            yield return Vector("no policy", "", AmbientEnforcement.NotEnforced);
            yield return Vector("B03 beside a PERMISSIVE port", "build/default@1 STRICT; build/w@2 [app=ci] UNSET {20001: DISABLE, 80: PERMISSIVE}", AmbientEnforcement.Undecided);
            yield return Vector("a STRICT port alone", "build/w@2 [app=ci] UNSET {20001: STRICT}", AmbientEnforcement.Undecided);
            yield return Vector("a STRICT port alone under STRICT", "root/default@1 STRICT; build/w@2 [app=ci] UNSET {20001: STRICT}", AmbientEnforcement.DenyWithoutPrincipal);
            yield return Vector("an exception on a STRICT workload", "build/w@2 [app=ci] STRICT {20001: PERMISSIVE}", AmbientEnforcement.Undecided);
            yield return Vector("an exception elsewhere on a STRICT workload", "build/w@2 [app=ci] STRICT {80: PERMISSIVE}", AmbientEnforcement.DenyWithoutPrincipal);
            yield return Vector(
                "an exception under the mesh and an UNSET namespace",
                "root/default@1 STRICT; build/default@2 UNSET; build/w@3 [app=ci] UNSET {80: PERMISSIVE}",
                AmbientEnforcement.Undecided);
            yield return Vector("an empty selector that changes the answer", "build/default@1 [] STRICT", AmbientEnforcement.Undecided);
            yield return Vector("an empty selector that changes nothing", "build/default@1 [] STRICT; root/default@1 STRICT", AmbientEnforcement.DenyWithoutPrincipal);
            yield return Vector("a tie that matters", "build/a@1 STRICT; build/b@1 PERMISSIVE", AmbientEnforcement.Undecided);
            yield return Vector("a tie that does not matter", "build/a@1 STRICT; build/b@1 STRICT", AmbientEnforcement.DenyWithoutPrincipal);
            yield return Vector("a tie of workload policies", "build/a@1 [app=ci] STRICT; build/b@1 [app=ci] PERMISSIVE", AmbientEnforcement.Undecided);
            yield return Vector("a younger workload policy", "build/a@1 [app=ci] STRICT; build/b@2 [app=ci] PERMISSIVE", AmbientEnforcement.DenyWithoutPrincipal);
            yield return Vector("a mode from the future", "build/a@1 Unreadable", AmbientEnforcement.Undecided);
        }
    }

    [TestCaseSource(nameof(Vectors))]
    public void Enforcement_OfAVector_IsTheExpectedOneInAnyOrder(string policies, AmbientEnforcement expected)
    {
        var parsed = PolicyNotation.Parse(policies);
        var workload = new Workload("build", PolicyNotation.Labels("app=ci"));

        Assert.That(
            new[] { parsed, [.. parsed.Reverse()] }.Select(order => AmbientMtls.Effective(order, "istio-system", "default", workload, 20001).Enforcement),
            Is.All.EqualTo(expected));
    }

    private static TestCaseData Vector(string name, string policies, AmbientEnforcement expected)
        => new TestCaseData(policies, expected).SetName($"{{m}} {name}");
}
