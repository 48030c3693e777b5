using ClusterProbe.Agent.Memory;

namespace ClusterProbe.UnitTests.Agent.Memory;

internal sealed class FileMappingTests
{
    private const string Program = "7f7a40000000-7f7a40002000 r-xp 00042000 fe:00 1234                       /usr/bin/clusterprobe";

    [Test]
    public void Unchanged_CodeOfAFile_IsListedWithItsRange()
        => Assert.That(FileMapping.Unchanged(Smaps(Program)), Is.EqualTo([new FileMapping(0x7f7a40000000, 0x2000)]));

    [TestCase("7f7a40000000-7f7a40002000 rw-p 00042000 fe:00 1234                       /usr/bin/clusterprobe", TestName = "data that may be written to")]
    [TestCase("7f7a40000000-7f7a40002000 r--s 00042000 fe:00 1234                       /usr/bin/clusterprobe", TestName = "a shared mapping")]
    [TestCase("7f7a40000000-7f7a40002000 r--p 00000000 00:00 0", TestName = "memory of no file")]
    [TestCase("7ffd1e5f6000-7ffd1e5f8000 r-xp 00000000 00:00 0                          [vdso]", TestName = "the kernel's own page")]
    [TestCase("VmFlags: rd ex mr mw me", TestName = "no mapping at all")]
    public void Unchanged_WhatWouldNotComeBack_IsLeftOut(string header) => Assert.That(FileMapping.Unchanged(Smaps(header)), Is.Empty);

    [TestCase(12, 0, TestName = "relocated by the loader")]
    [TestCase(0, 8, TestName = "relocated by the loader and swapped out")]
    public void Unchanged_ChangedPages_AreLeftOut(int anonymous, int swapped) => Assert.That(FileMapping.Unchanged(Smaps(Program, anonymous, swapped)), Is.Empty);

    [TestCase("Anonymous:")]
    [TestCase("Swap:")]
    public void Unchanged_KernelThatDoesNotTell_LeavesTheMappingOut(string field)
        => Assert.That(FileMapping.Unchanged(Smaps(Program).Where(line => !line.StartsWith(field, StringComparison.Ordinal))), Is.Empty);

    [Test]
    public void Unchanged_FieldsOfTheNextMapping_AreNotTakenForThoseOfTheFirst()
        => Assert.That(
            FileMapping.Unchanged([Program, .. Smaps("7f7a50000000-7f7a50001000 rw-p 00000000 00:00 0"), .. Smaps("7f7a60000000-7f7a60001000 r--p 00000000 fe:00 99 /usr/lib/libssl.so.3")]),
            Is.EqualTo([new FileMapping(0x7f7a60000000, 0x1000)]));

    private static string[] Smaps(string header, int anonymous = 0, int swapped = 0) =>
    [
        header,
        "Size:                  8 kB",
        "Rss:                   8 kB",
        "Private_Dirty:         0 kB",
        $"Anonymous:     {anonymous,8} kB",
        "LazyFree:              0 kB",
        $"Swap:          {swapped,8} kB",
        "SwapPss:               0 kB",
        "VmFlags: rd ex mr mw me",
    ];
}
