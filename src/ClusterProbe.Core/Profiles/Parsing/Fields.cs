using ClusterProbe.Core.Text;

namespace ClusterProbe.Core.Profiles.Parsing;

/// <summary>The fields of a mapping. The ones that are asked for are the ones that exist; all others are errors.</summary>
internal sealed class Fields(YamlMap map, string path, ErrorList errors)
{
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    /// <summary>A field, present or not.</summary>
    public Field this[string name]
    {
        get
        {
            known.Add(name);
            var value = map.Entries.FirstOrDefault(entry => entry.Key.Text == name).Value;
            return new Field(value is YamlScalar { IsNull: true } ? null : value, map, YamlReader.PathOf(path, name), errors);
        }
    }

    /// <summary>Says that something is wrong with the mapping as a whole.</summary>
    public void Fail(string message) => errors.Add(map, path, message);

    /// <summary>Says of every field that was not asked for that there is none of that name.</summary>
    public void RejectOthers()
    {
        foreach (var (key, _) in map.Entries.Where(entry => !known.Contains(entry.Key.Text)))
        {
            var nearest = NearestName.Find(key.Text, known);
            var valid = nearest is null ? $"; valid: {string.Join(", ", known.Order(StringComparer.Ordinal))}" : "";
            errors.Add(key, YamlReader.PathOf(path, key.Text), $"unknown field{valid}", nearest);
        }
    }
}
