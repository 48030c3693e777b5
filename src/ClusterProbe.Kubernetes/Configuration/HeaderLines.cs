using System.Text;

namespace ClusterProbe.Kubernetes.Configuration;

/// <summary>A header with several values, each on a line of its own as an API server wants those of <c>Impersonate-Group</c>.</summary>
/// <remarks>
/// .NET joins the values of a header into one line, in HTTP/1.1 as in HTTP/2, and the API server would take them for one group. So
/// requests carry a placeholder, and the stream below the TLS one is given the lines in its place. .NET writes the head of an
/// HTTP/1.1 request at once; a placeholder that is not found whole stays what it is, a group that nobody has given any right.
/// </remarks>
internal sealed class HeaderLines
{
    private readonly byte[] _placeholder;
    private readonly byte[] _lines;

    /// <summary>The lines of a header.</summary>
    /// <param name="name">The header's name.</param>
    /// <param name="values">Its values, without control characters.</param>
    public HeaderLines(string name, IEnumerable<string> values)
    {
        Placeholder = $"clusterprobe-{Guid.NewGuid():N}";
        _placeholder = Encoding.ASCII.GetBytes($"{name}: {Placeholder}\r\n");
        _lines = Encoding.UTF8.GetBytes(string.Concat(values.Select(value => $"{name}: {value}\r\n")));
    }

    /// <summary>The value to give the header.</summary>
    public string Placeholder { get; }

    /// <summary>A stream that sends the lines in place of the placeholder.</summary>
    /// <param name="network">The stream to the server.</param>
    public Stream Wrap(Stream network) => new RewritingStream(network, this);

    private ReadOnlyMemory<byte> Rewrite(ReadOnlyMemory<byte> bytes)
    {
        var at = bytes.Span.IndexOf(_placeholder);
        return at < 0 ? bytes : (byte[])[.. bytes.Span[..at], .. _lines, .. bytes.Span[(at + _placeholder.Length)..]];
    }

    private sealed class RewritingStream(Stream network, HeaderLines header) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => network.ReadAsync(buffer, cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => network.Read(buffer, offset, count);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
            => network.WriteAsync(header.Rewrite(buffer), cancellationToken);

        public override void Write(byte[] buffer, int offset, int count) => network.Write(header.Rewrite(buffer.AsMemory(offset, count)).Span);

        public override Task FlushAsync(CancellationToken cancellationToken) => network.FlushAsync(cancellationToken);

        public override void Flush() => network.Flush();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) network.Dispose();
            base.Dispose(disposing);
        }
    }
}
