using System.IO.Compression;
using System.Text;
using ClusterProbe.Core.Nodes;
using ClusterProbe.Core.Nodes.Parsing;

namespace ClusterProbe.Agent.Nodes;

/// <summary>Reads <c>/proc/config.gz</c>.</summary>
internal static class KernelConfigFile
{
    private const string Path = "/proc/config.gz";

    /// <summary>The most that is unpacked, which also bounds what is read: distributions' configurations have 100 to 300 KiB.</summary>
    private const int MostUnpacked = 1 << 20;

    public static Reading<KernelConfig> Read(ProcFiles files) => files.Read(Path, Unpack);

    private static Reading<KernelConfig> Unpack(Stream packed)
    {
        using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        using var kept = new MemoryStream();
        var block = new byte[8 << 10];
        while (unpacked.Read(block) is > 0 and var length)
        {
            if (kept.Length + length > MostUnpacked) return Reading.Unknown<KernelConfig>(Path, ReadingGap.TooLarge);
            kept.Write(block, 0, length);
        }

        kept.Position = 0;
        using var text = new StreamReader(kept, Encoding.UTF8);
        return KernelConfig.Parse(text) is { } config ? Reading.Known(Path, config) : Reading.Unknown<KernelConfig>(Path, ReadingGap.Unparsable);
    }
}
