using System.Buffers;
using System.Text.Json.Nodes;

namespace ClusterProbe.Simulator.Lists;

/// <summary>A long list that exists only while it is read.</summary>
/// <param name="Count">How many items it has.</param>
/// <param name="Prototype">An item that selectors decide on: all match, or none.</param>
/// <param name="WriteItem">Writes the item of an index as JSON.</param>
internal sealed record GeneratedList(long Count, JsonObject Prototype, Action<IBufferWriter<byte>, long> WriteItem);
