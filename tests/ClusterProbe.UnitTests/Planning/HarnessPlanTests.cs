using System.Collections.Immutable;
using ClusterProbe.Core.Planning;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Core.Quota;

namespace ClusterProbe.UnitTests.Planning;

internal sealed class HarnessPlanTests
{
    private static readonly HarnessStage PageExample = new(
        new BackgroundStep(Gigabytes(2, 5)), Sized(2, 2), Sized(1, 3), new ParallelItems(Sized(1, 4), Sized(1, 2), Sized(1, 2)));

    private static readonly ImmutableArray<StageItem> H03 = [new ParallelItems(new Step(), new Step()), new Step()];

    private static IEnumerable<TestCaseData> Vectors =>
    [
        Case("H01", new(new Step(), new Step()), (400, 500), (500, 600), (520, 620), (1300, 1600)),
        Case("H02", new(new ParallelItems(new Step(), new Step())), (800, 1000), (900, 1100), (920, 1120), (1700, 2100)),
        Case("H03", new(H03), (800, 1000), (900, 1100), (930, 1130), (2500, 3100)),
        Case("H04", new(new ParallelItems(Limited(1000, 500), Limited(2000, 3000)), Limited(3500, 2000)), (3500, 3500), (3600, 3600), (3630, 3630), (10600, 10600)),
        Case("H05", new([.. H03, new BackgroundStep(CpuAndMemory.Of(3000, 900))]), (800, 1000), (3900, 2000), (3930, 2030), (5500, 4000)),
        Case("H06", new(new Step()), (400, 500), (500, 600), (510, 610), (900, 1100)),
        Case("H07", new(new Step(), new Step()) { Flags = new(IncreasesDefaults: true) }, (1000, 3000), (1100, 3100), (1120, 3120), (3100, 9100)),
        Case("H08", new(new ParallelItems(new StepGroup(Limited(1000, 1000), Limited(500, 2000)), Limited(400, 500))), (1400, 2500), (1500, 2600), (1530, 2630), null),
        Case("H09", new(new Matrix(2, [.. Enumerable.Range(1, 5).Select(i => Limited(i * 1000, i * 100))])), (9000, 900), (9100, 1000), (9150, 1050), null),
        Case("H10", new(new Matrix(8, new Step(), new Step())), (800, 1000), (900, 1100), (920, 1120), null),
        Case("H11", PageExample, (3000, 8 << 10), (5100, (13 << 10) + 100), (5150, (13 << 10) + 150), (14100, (37 << 10) + 100)),
        Case("H12", PageExample with { ClonesCodebase = true }, (3000, 8 << 10), (5100, (13 << 10) + 100), (5160, (13 << 10) + 160), (17100, (45 << 10) + 100)),
        Case("H13", new(new Step(), new Step(), new Step(), new Step(), new Step()), (400, 500), (500, 600), (550, 650), (2500, 3100)),
        Case("C20", new(new Step()) { Flags = new(ConservativeLimits: true) }, (400, 500), (500, 600), (110, 110), (500, 600)),
        Case("UnoptimizedSteps", new(H03) { Flags = new(DisablesOptimization: true) }, (800, 1000), (900, 1100), (930, 1130), (2100, 2600)),
        Case("IgnoredRequest", new(new Step { Request = CpuAndMemory.Of(300, 300) }), (400, 500), (500, 600), (510, 610), (900, 1100)),
        Case("SupportedRequest", new(new Step { Request = CpuAndMemory.Of(300, 300) }) { Flags = new(SupportsRequests: true) }, (400, 500), (500, 600), (800, 900), (900, 1100)),
    ];

    [TestCaseSource(nameof(Vectors))]
    public void For_Stage_SizesThePodAsHarnessDoes(HarnessStage stage, CpuAndMemory peak, CpuAndMemory documented, CpuAndMemory request, CpuAndMemory? limits)
    {
        var plan = HarnessPlan.For(stage);
        Assert.Multiple(() =>
        {
            Assert.That(plan.Peak, Is.EqualTo(peak));
            Assert.That(plan.DocumentedTotal, Is.EqualTo(documented));
            Assert.That(plan.SchedulerRequest, Is.EqualTo(request));
            Assert.That(plan.SumOfLimits, Is.EqualTo(limits));
            Assert.That(Total(PodResources.Of(plan.Shape).TotalRequests(withOverhead: true)), Is.EqualTo(request), "the shape's request");
            if (limits is not null) Assert.That(Total(PodResources.Of(plan.Shape).TotalLimits(withOverhead: true)), Is.EqualTo(limits), "the shape's limits");
        });
    }

    [Test]
    public void For_PageExample_AddsUpToWhatThePageShouldSay_H14()
    {
        var plan = HarnessPlan.For(PageExample);
        Assert.Multiple(() =>
        {
            Assert.That(plan.Peak + plan.Background, Is.EqualTo(Gigabytes(5, 13)), "standard cluster");
            Assert.That(plan.AutopilotTotal, Is.EqualTo(Gigabytes(8, 18)), "Autopilot");
        });
    }

    [Test]
    public void Default_HarnessProfile_IsTheSmallestRealStage()
        => Assert.That(
            Total(PodResources.Of(BuiltInProfiles.For(CiSystem.Harness).Shapes.Single()).TotalRequests(withOverhead: true)),
            Is.EqualTo(CpuAndMemory.Of(520, 620)));

    private static CpuAndMemory Total(Amounts amounts) => new(amounts["cpu"]!.Value.Value, amounts["memory"]!.Value.Value);

    private static Step Limited(long milliCpu, long mebibytes) => new(CpuAndMemory.Of(milliCpu, mebibytes));

    private static Step Sized(int cpus, int gigabytes) => new(Gigabytes(cpus, gigabytes));

    private static CpuAndMemory Gigabytes(int cpus, int gigabytes) => CpuAndMemory.Of(cpus * 1000, gigabytes << 10);

    private static TestCaseData Case(
        string id, HarnessStage stage, (long, long) peak, (long, long) documented, (long, long) request, (long, long)? limits)
        => new TestCaseData(stage, Of(peak), Of(documented), Of(request), limits is { } known ? Of(known) : null).SetArgDisplayNames(id);

    private static CpuAndMemory Of((long MilliCpu, long Mebibytes) amount) => CpuAndMemory.Of(amount.MilliCpu, amount.Mebibytes);
}
