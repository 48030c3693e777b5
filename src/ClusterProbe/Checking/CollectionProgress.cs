using ClusterProbe.Kubernetes;

namespace ClusterProbe.Checking;

/// <summary>One line on a terminal that counts what was read, and that is gone when the reading is over.</summary>
internal sealed class CollectionProgress : IProgress<CollectedKind>, IDisposable
{
    private const string ClearLine = "\r\u001b[K";

    private readonly TextWriter _terminal;
    private readonly string _what;
    private readonly Lock _lock = new();
    private int _done;
    private bool _over;

    public CollectionProgress(TextWriter terminal, string what)
    {
        (_terminal, _what) = (terminal, what);
        _terminal.Write($"{ClearLine}{_what} …");
    }

    public void Report(CollectedKind value)
    {
        lock (_lock)
        {
            if (!_over) _terminal.Write($"{ClearLine}{_what} … {++_done} done, last: {value.Kind}");
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _over = true;
            _terminal.Write(ClearLine);
            _terminal.Flush();
        }
    }
}
