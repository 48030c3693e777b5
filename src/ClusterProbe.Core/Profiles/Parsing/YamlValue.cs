using System.Collections.Immutable;

namespace ClusterProbe.Core.Profiles.Parsing;

/// <summary>A node of a YAML document with its place in the file, from 1.</summary>
internal abstract record YamlValue(int Line, int Column);

/// <summary>A text; <c>IsPlain</c> when it stands without quotes, so that it can also be a number, a bool or null.</summary>
internal sealed record YamlScalar(int Line, int Column, string Text, bool IsPlain) : YamlValue(Line, Column)
{
    public bool IsNull => IsPlain && Text is ("" or "~" or "null" or "Null" or "NULL");
}

internal sealed record YamlList(int Line, int Column, ImmutableArray<YamlValue> Items) : YamlValue(Line, Column);

/// <summary>A mapping. Every key occurs once.</summary>
internal sealed record YamlMap(int Line, int Column, ImmutableArray<(YamlScalar Key, YamlValue Value)> Entries) : YamlValue(Line, Column);
