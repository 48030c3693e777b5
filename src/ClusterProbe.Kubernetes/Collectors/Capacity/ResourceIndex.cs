using System.Text.Json;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Scheduling;

namespace ClusterProbe.Kubernetes.Collectors.Capacity;

/// <summary>Numbers the names of resources, so that amounts can be kept in arrays.</summary>
/// <param name="texts">Keeps the names.</param>
internal sealed class ResourceIndex(StringPool texts)
{
    private readonly List<string> _names = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <summary>How many names there are.</summary>
    public int Count => _names.Count;

    /// <summary>A name by its number.</summary>
    public string this[int number] => _names[number];

    /// <summary>The number of the name that is the current token.</summary>
    public int NumberOf(ref Utf8JsonReader reader)
    {
        var name = texts.Get(ref reader);
        if (_numbers.TryGetValue(name, out var number)) return number;
        _names.Add(name);
        return _numbers[name] = _names.Count - 1;
    }

    /// <summary>Reads the next value, if it is a list of resources, in thousandths; what is not a quantity is passed over.</summary>
    public bool TryReadMilli(ref Utf8JsonReader reader, List<ResourceAmount> amounts)
    {
        if (!reader.EnterObject()) return false;
        while (reader.NextProperty())
        {
            var number = NumberOf(ref reader);
            reader.SkipValue();
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number && Quantity.TryParseMilli(reader.ValueSpan, out var milli))
            {
                amounts.Add(new ResourceAmount(number, milli));
            }
        }

        return true;
    }

    /// <summary>Thousandths as the resource is counted: CPU as they are, everything else in whole units, rounded up.</summary>
    public long Counted(int number, long milli)
        => _names[number] == "cpu" ? milli : milli == long.MaxValue ? milli : (milli / 1000) + (milli % 1000 > 0 ? 1 : 0);

    /// <summary>The amounts that are not zero.</summary>
    public ResourceList ToList(ReadOnlySpan<long> amounts)
    {
        var list = new List<(string, long)>(amounts.Length);
        for (var number = 0; number < amounts.Length; number++)
        {
            if (amounts[number] != 0) list.Add((_names[number], amounts[number]));
        }

        return ResourceList.Of(list);
    }
}

/// <summary>An amount of a numbered resource.</summary>
internal readonly record struct ResourceAmount(int Resource, long Milli);
