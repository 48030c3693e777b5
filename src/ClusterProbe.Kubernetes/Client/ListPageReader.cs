using System.Buffers;
using System.Text.Json;

namespace ClusterProbe.Kubernetes.Client;

/// <summary>Cuts a page of a list into its items while it streams in. Holds one item at a time, in a pooled buffer.</summary>
internal static class ListPageReader
{
    private const int InitialBuffer = 256 << 10;

    /// <summary>Reads the page.</summary>
    /// <param name="page">The body.</param>
    /// <param name="read">Called with each item's JSON.</param>
    /// <param name="more">Called with the continue token as soon as it is known, if there are more pages.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="JsonException">The page is not a list in JSON, or ends too early.</exception>
    /// <exception cref="BodyTooLargeException">One item is larger than <see cref="ApiClient.ObjectCap"/>.</exception>
    public static async Task ReadAsync(Stream page, ListItemReader read, Action<string> more, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(InitialBuffer);
        try
        {
            var scanner = new Scanner(read, more);
            var length = 0;
            while (true)
            {
                if (length == buffer.Length) buffer = Grow(buffer, length);
                var bytes = await page.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
                length += bytes;
                var consumed = scanner.Scan(buffer.AsSpan(0, length), isFinalBlock: bytes == 0);
                buffer.AsSpan(consumed, length - consumed).CopyTo(buffer);
                length -= consumed;
                if (bytes == 0) break;
            }

            scanner.Complete();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grow(byte[] buffer, int length)
    {
        if (length >= ApiClient.ObjectCap) throw new BodyTooLargeException(ApiClient.ObjectCap);
        var larger = ArrayPool<byte>.Shared.Rent(length * 2);
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private sealed class Scanner(ListItemReader read, Action<string> more)
    {
        private JsonReaderState _state;
        private ValueEnd _itemEnd;
        private Expectation _expects = Expectation.Root;
        private bool _sawItems;

        private enum Expectation
        {
            Root,
            Property,
            Metadata,
            Items,
            Item,
            Other,
            Nothing,
        }

        /// <summary>Hands over every complete item, and returns how many bytes are done with.</summary>
        public int Scan(ReadOnlySpan<byte> json, bool isFinalBlock)
        {
            var done = 0;
            while (true)
            {
                var reader = new Utf8JsonReader(json[done..], isFinalBlock, _state);
                if (_expects == Expectation.Nothing && isFinalBlock && json[done..].Trim(" \r\n\t"u8).IsEmpty) return json.Length;
                if (!reader.Read()) return done;
                var start = (int)reader.TokenStartIndex;
                if (_expects == Expectation.Item && reader.TokenType == JsonTokenType.StartObject)
                {
                    var length = _itemEnd.Find(json[(done + start)..]);
                    if (length < 0) return done;
                    read(json.Slice(done + start, length));
                    _state = ValueEnd.Behind(ref reader);
                    done += start + length;
                    continue;
                }

                if (_expects is Expectation.Metadata or Expectation.Item or Expectation.Other
                    && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray
                    && !reader.TrySkip())
                {
                    return done;
                }

                var consumed = (int)reader.BytesConsumed;
                Accept(ref reader, json[(done + start)..(done + consumed)]);
                _state = reader.CurrentState;
                done += consumed;
            }
        }

        /// <summary>Ends the page.</summary>
        /// <exception cref="JsonException">It was not a list.</exception>
        public void Complete()
        {
            if (_expects != Expectation.Nothing || !_sawItems) throw new JsonException("the answer is not a list, or ends too early");
        }

        private void Accept(ref Utf8JsonReader reader, ReadOnlySpan<byte> value)
        {
            switch (_expects)
            {
                case Expectation.Root:
                    Expect(reader.TokenType == JsonTokenType.StartObject);
                    _expects = Expectation.Property;
                    break;
                case Expectation.Property when reader.TokenType == JsonTokenType.EndObject:
                    _expects = Expectation.Nothing;
                    break;
                case Expectation.Property:
                    _expects = reader.ValueTextEquals("items"u8) ? Expectation.Items
                        : reader.ValueTextEquals("metadata"u8) ? Expectation.Metadata
                        : Expectation.Other;
                    break;
                case Expectation.Metadata:
                    if (ContinueToken(value) is { Length: > 0 } token) more(token);
                    _expects = Expectation.Property;
                    break;
                case Expectation.Items:
                    Expect(reader.TokenType is JsonTokenType.StartArray or JsonTokenType.Null);
                    _sawItems = true;
                    _expects = reader.TokenType == JsonTokenType.Null ? Expectation.Property : Expectation.Item;
                    break;
                case Expectation.Item when reader.TokenType == JsonTokenType.EndArray:
                    _expects = Expectation.Property;
                    break;
                case Expectation.Item:
                    break;
                default:
                    _expects = Expectation.Property;
                    break;
            }
        }

        private static void Expect(bool condition)
        {
            if (!condition) throw new JsonException("the answer is not a list");
        }

        private static string? ContinueToken(ReadOnlySpan<byte> metadata)
        {
            var reader = new Utf8JsonReader(metadata);
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1) continue;
                var isContinue = reader.ValueTextEquals("continue"u8);
                reader.Read();
                if (isContinue && reader.TokenType == JsonTokenType.String) return reader.GetString();
                reader.Skip();
            }

            return null;
        }
    }
}
