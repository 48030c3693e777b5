namespace ClusterProbe.Kubernetes.Client;

/// <summary>A body of which no more than a fixed number of bytes is read.</summary>
internal sealed class CappedStream(Stream inner, long cap) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        => Count(await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

    /// <summary>Counts from here on: what comes next may be as large as the cap again.</summary>
    public void StartOver() => _read = 0;

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    private int Count(int bytes)
    {
        _read += bytes;
        return _read <= cap ? bytes : throw new BodyTooLargeException(cap);
    }
}

/// <summary>A body is larger than anything a Kubernetes API server has to say.</summary>
/// <param name="cap">The most that is read, in bytes.</param>
internal sealed class BodyTooLargeException(long cap) : IOException($"the answer is larger than {cap >> 20} MiB and was not read");
