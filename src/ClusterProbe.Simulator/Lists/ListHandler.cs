using System.Buffers;
using System.Globalization;
using System.Text.Json.Nodes;
using ClusterProbe.Simulator.Api;
using ClusterProbe.Simulator.Http;
using Microsoft.AspNetCore.Http;

namespace ClusterProbe.Simulator.Lists;

/// <summary>Answers lists, page by page, written while they are sent.</summary>
/// <param name="store">The objects.</param>
/// <param name="generated">The generated items, by plural.</param>
internal sealed class ListHandler(ObjectStore store, IReadOnlyDictionary<string, GeneratedList> generated)
{
    private int _epoch;

    /// <summary>Lets every continue token that is out expire, as the compaction of etcd does.</summary>
    public void Compact() => Interlocked.Increment(ref _epoch);

    /// <summary>Answers a list.</summary>
    public Answer Handle(ApiRequest request, ApiResource resource)
    {
        var labels = LabelSelector.Parse(request.Query["labelSelector"].ToString());
        if (labels is null) return StatusError.BadRequest($"unable to parse requirement: {request.Query["labelSelector"]}");
        if (FieldSelector.Parse(resource, request.Query["fieldSelector"].ToString(), out var unsupported) is not { } fields)
        {
            return StatusError.BadRequest($"field label not supported: {unsupported}");
        }

        var token = default(ContinueToken);
        if (request.Query["continue"].ToString() is { Length: > 0 } text)
        {
            if (ContinueToken.Parse(text) is not { } parsed) return StatusError.BadRequest("invalid continue token: continue key is not valid");
            if (parsed.Epoch != Volatile.Read(ref _epoch)) return Expired;
            token = parsed;
        }

        var stored = store.List(resource, request.Namespace).Where(item => labels.Matches(item) && fields.Matches(item)).ToArray();
        var tail = request.Namespace.Length == 0 && generated.TryGetValue(resource.Plural, out var list) && labels.Matches(list.Prototype) && fields.Matches(list.Prototype) ? list : null;
        var limit = long.TryParse(request.Query["limit"], NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 ? value : long.MaxValue;
        var total = stored.Length + (tail?.Count ?? 0);
        var end = total - token.Offset <= limit ? total : token.Offset + limit;
        return new Answer(200, "application/json", response => WriteAsync(response, new(resource, request.Version, stored, tail, token.Offset, end, total, Volatile.Read(ref _epoch))));
    }

    private static Answer Expired => StatusError.Of(
        410,
        "Expired",
        "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter.");

    private async Task WriteAsync(HttpResponse response, Page page)
    {
        var body = response.BodyWriter;
        WriteHead(body, page);
        for (var index = page.Start; index < page.End; index++)
        {
            if (index > page.Start) body.Write(","u8);
            if (index < page.Stored.Length) WriteStored(body, page, page.Stored[index]);
            else page.Generated!.WriteItem(body, index - page.Stored.Length);
            if (body.UnflushedBytes > 64 << 10) await body.FlushAsync(response.HttpContext.RequestAborted).ConfigureAwait(false);
        }

        body.Write("]}\n"u8);
    }

    private void WriteHead(IBufferWriter<byte> body, Page page)
    {
        using var writer = ApiJson.WriterFor(body);
        writer.WriteStartObject();
        writer.WriteString("kind", page.Resource.Kind + "List");
        writer.WriteString("apiVersion", page.Resource.ApiVersion(page.Version));
        writer.WriteStartObject("metadata");
        writer.WriteString("resourceVersion", store.ResourceVersion);
        if (page.End < page.Total)
        {
            writer.WriteString("continue", new ContinueToken(page.Epoch, page.End).ToString());
            writer.WriteNumber("remainingItemCount", page.Total - page.End);
        }

        writer.WriteEndObject();
        writer.WriteStartArray("items");
    }

    private static void WriteStored(IBufferWriter<byte> body, Page page, JsonObject item)
    {
        using var writer = ApiJson.WriterFor(body);
        writer.WriteStartObject();
        foreach (var (name, value) in item)
        {
            // Lists of built-in kinds leave out what all of their items share.
            if (!page.Resource.Custom && name is "kind" or "apiVersion") continue;
            writer.WritePropertyName(name);
            if (name == "apiVersion") writer.WriteStringValue(page.Resource.ApiVersion(page.Version));
            else if (value is null) writer.WriteNullValue();
            else value.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    private sealed record Page(
        ApiResource Resource, string Version, JsonObject[] Stored, GeneratedList? Generated, long Start, long End, long Total, int Epoch);
}
