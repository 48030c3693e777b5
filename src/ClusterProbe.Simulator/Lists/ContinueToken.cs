using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace ClusterProbe.Simulator.Lists;

/// <summary>Where the next page of a list starts, and in which state of the cluster.</summary>
/// <param name="Epoch">Counts the compactions: a token of an earlier epoch has expired.</param>
/// <param name="Offset">The index of the page's first item.</param>
internal readonly record struct ContinueToken(int Epoch, long Offset)
{
    /// <summary>Reads a token; null when the server has not made it.</summary>
    public static ContinueToken? Parse(string text)
        => Base64Url.IsValid(text)
            && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(':') is [var epoch, var offset]
            && int.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out var parsedEpoch)
            && long.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out var parsedOffset)
                ? new(parsedEpoch, parsedOffset)
                : null;

    /// <inheritdoc/>
    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Epoch}:{Offset}")));
}
