using System.Numerics;
using System.Runtime.Intrinsics;
using System.Text.Json;

namespace ClusterProbe.Kubernetes.Client;

/// <summary>Finds where a JSON object or array ends: 64 bytes at a time, as they come in, and no byte twice but those of a last, incomplete block.</summary>
/// <remarks>
/// It looks at brackets and strings alone, as bits of a word (Langdale and Lemire, "Parsing Gigabytes of JSON per Second", 2019). Whatever
/// else is wrong with the value is found by who reads it.
/// </remarks>
internal struct ValueEnd
{
    private const int Block = 64;

    private int _position;
    private int _depth;
    private ulong _inString;
    private ulong _escaped;

    /// <summary>Looks at what has come in of a value.</summary>
    /// <param name="value">From the opening bracket on: all of it that was given before, and what is new.</param>
    /// <returns>The value's length, after which the next value can be looked at; -1 when more has to come in.</returns>
    public int Find(ReadOnlySpan<byte> value)
    {
        for (; value.Length - _position >= Block; _position += Block)
        {
            if (EndIn(value.Slice(_position, Block)) is > 0 and var end) return Found(end);
        }

        Span<byte> last = stackalloc byte[Block];
        last.Fill((byte)' ');
        value[_position..].CopyTo(last);
        var before = this;
        if (EndIn(last) is > 0 and var lastEnd) return Found(lastEnd);
        this = before;
        return -1;
    }

    /// <summary>The state of a reader behind a value of which it has read the opening bracket only.</summary>
    /// <param name="opened">The reader.</param>
    public static JsonReaderState Behind(ref Utf8JsonReader opened)
    {
        var reader = new Utf8JsonReader(opened.TokenType == JsonTokenType.StartArray ? "]"u8 : "}"u8, isFinalBlock: false, opened.CurrentState);
        reader.Read();
        return reader.CurrentState;
    }

    private int Found(int end)
    {
        var length = _position + end;
        this = default;
        return length;
    }

    /// <summary>How many bytes of a block belong to the value, if it ends there; otherwise 0.</summary>
    private int EndIn(ReadOnlySpan<byte> block)
    {
        var (backslashes, quotes, opening, closing) = (0UL, 0UL, 0UL, 0UL);
        for (var start = 0; start < Block; start += Vector128<byte>.Count)
        {
            var bytes = Vector128.Create(block[start..]);

            // Square and curly brackets differ in this bit only.
            var curly = bytes | Vector128.Create((byte)0x20);
            backslashes |= Positions(bytes, '\\') << start;
            quotes |= Positions(bytes, '"') << start;
            opening |= Positions(curly, '{') << start;
            closing |= Positions(curly, '}') << start;
        }

        var inString = InString(quotes & ~Escaped(backslashes));
        opening &= ~inString;
        closing &= ~inString;
        if (BitOperations.PopCount(closing) >= _depth && Balanced(opening, closing) is > 0 and var end) return end;
        _depth += BitOperations.PopCount(opening) - BitOperations.PopCount(closing);
        return 0;
    }

    /// <summary>The bytes that a backslash before them takes the meaning from.</summary>
    private ulong Escaped(ulong backslashes)
    {
        var escaped = _escaped;
        _escaped = 0;
        for (; backslashes != 0; backslashes &= backslashes - 1)
        {
            var backslash = backslashes & (ulong)-(long)backslashes;
            if ((escaped & backslash) != 0) continue;
            escaped |= backslash << 1;
            _escaped = backslash >> (Block - 1);
        }

        return escaped;
    }

    /// <summary>The bytes from each opening quote up to the closing one: those with an odd number of quotes before them.</summary>
    private ulong InString(ulong quotes)
    {
        for (var shift = 1; shift < Block; shift *= 2) quotes ^= quotes << shift;
        quotes ^= _inString;
        _inString = (ulong)((long)quotes >> (Block - 1));
        return quotes;
    }

    /// <summary>How many bytes there are up to the bracket that closes the first one; 0 when it is not among these.</summary>
    private readonly int Balanced(ulong opening, ulong closing)
    {
        var depth = _depth;
        for (var brackets = opening | closing; brackets != 0; brackets &= brackets - 1)
        {
            var at = BitOperations.TrailingZeroCount(brackets);
            depth += (opening >> at & 1) != 0 ? 1 : -1;
            if (depth == 0) return at + 1;
        }

        return 0;
    }

    private static ulong Positions(Vector128<byte> bytes, char of) => Vector128.Equals(bytes, Vector128.Create((byte)of)).ExtractMostSignificantBits();
}
