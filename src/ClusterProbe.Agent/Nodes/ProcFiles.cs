using System.Buffers;
using System.Text;
using ClusterProbe.Core.Nodes;

namespace ClusterProbe.Agent.Nodes;

/// <summary>Reads files of /proc and /sys, never more of one than a cap, and never throws for what a file is or is not.</summary>
/// <param name="root">The folder that holds <c>proc</c> and <c>sys</c>: <c>/</c>, or a copy of them.</param>
internal sealed class ProcFiles(string root)
{
    /// <summary>Enough for every text that is read: a node has some hundred modules and routes.</summary>
    public const int MostText = 64 << 10;

    /// <summary>A file as text.</summary>
    /// <param name="path">Its path, such as <c>/proc/modules</c>.</param>
    public Reading<string> Text(string path) => Read(path, stream => ReadText(path, stream));

    /// <summary>A file as its reader reads it. A reader may throw <see cref="InvalidDataException"/> for what is not in the file's format.</summary>
    /// <typeparam name="T">What the reader gives.</typeparam>
    /// <param name="path">Its path.</param>
    /// <param name="read">The reader.</param>
    public Reading<T> Read<T>(string path, Func<Stream, Reading<T>> read)
        where T : notnull
    {
        try
        {
            using var stream = new FileStream(Path.Combine(root, path.TrimStart('/')), FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            return read(stream);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Reading.Absent<T>(path);
        }
        catch (InvalidDataException)
        {
            return Reading.Unknown<T>(path, ReadingGap.Unparsable);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return Reading.Unknown<T>(path, ReadingGap.NotReadable);
        }
    }

    private static Reading<string> ReadText(string path, Stream stream)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(MostText + 1);
        try
        {
            var length = stream.ReadAtLeast(buffer.AsSpan(0, MostText + 1), MostText + 1, throwOnEndOfStream: false);
            return length > MostText ? Reading.Unknown<string>(path, ReadingGap.TooLarge) : Reading.Known(path, Encoding.UTF8.GetString(buffer, 0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
