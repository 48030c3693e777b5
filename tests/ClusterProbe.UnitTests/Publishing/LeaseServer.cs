using System.Globalization;
using System.Text.Json.Nodes;
using ClusterProbe.UnitTests.Client;

namespace ClusterProbe.UnitTests.Publishing;

/// <summary>The part of an API server that keeps one Lease: with versions, conflicts, and for each client a cable that can be cut.</summary>
internal sealed class LeaseServer
{
    private JsonNode? _lease;
    private int _version;

    /// <summary>How many requests there were.</summary>
    public int Requests { get; private set; }

    /// <summary>The Lease as it is.</summary>
    public JsonNode? Lease => _lease;

    public string Holder => _lease?["spec"]?["holderIdentity"]?.ToString() ?? "";

    /// <summary>A way to the server.</summary>
    public LeaseCable Connect() => new(this);

    /// <summary>Changes the Lease as somebody else would.</summary>
    public void Edit(Action<JsonNode> edit)
    {
        edit(_lease!);
        _lease!["metadata"]!["resourceVersion"] = $"{++_version}";
    }

    public void Delete() => _lease = null;

    public HttpResponseMessage Answer(ScriptedRequest request)
    {
        Requests++;
        if (request.Method == "GET") return _lease is null ? ScriptedApi.Refuse(404, "NotFound") : ScriptedApi.Json(_lease.ToJsonString());
        var sent = JsonNode.Parse(request.Body)!;
        if (request.Method == "POST" && _lease is not null) return ScriptedApi.Refuse(409, "AlreadyExists");
        if (request.Method == "PUT" && _lease is null) return ScriptedApi.Refuse(404, "NotFound");
        if (request.Method == "PUT" && sent["metadata"]!["resourceVersion"]?.ToString() != _version.ToString(CultureInfo.InvariantCulture)) return ScriptedApi.Refuse(409, "Conflict");
        sent["metadata"]!["resourceVersion"] = $"{++_version}";
        _lease = sent;
        return ScriptedApi.Json(sent.ToJsonString());
    }
}

/// <summary>A way to the server that can be cut, before or behind it.</summary>
internal sealed class LeaseCable(LeaseServer server)
{
    /// <summary>Whether requests get lost.</summary>
    public bool IsCut { get; set; }

    /// <summary>Whether answers get lost.</summary>
    public bool LosesAnswers { get; set; }

    public HttpResponseMessage Send(ScriptedRequest request)
    {
        if (IsCut) throw new HttpRequestException(HttpRequestError.ProxyTunnelError);
        var answer = server.Answer(request);
        return LosesAnswers ? throw new HttpRequestException(HttpRequestError.ProxyTunnelError) : answer;
    }
}
