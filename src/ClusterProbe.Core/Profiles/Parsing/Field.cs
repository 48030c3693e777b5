using System.Collections.Immutable;
using ClusterProbe.Core.Text;

namespace ClusterProbe.Core.Profiles.Parsing;

/// <summary>One field of a document. Reading one that is absent or wrong gives null; what is wrong is said.</summary>
/// <param name="value">Its value; null when it is absent or null.</param>
/// <param name="parent">The mapping or list that it is in.</param>
/// <param name="path">Its path.</param>
/// <param name="errors">Where to say what is wrong.</param>
internal readonly struct Field(YamlValue? value, YamlValue parent, string path, ErrorList errors)
{
    public bool IsPresent => value is not null;

    /// <summary>Says so when the field is absent.</summary>
    public Field Required()
    {
        if (value is null) errors.Add(parent, path, "is required");
        return this;
    }

    /// <summary>Says what is wrong with the value.</summary>
    public void Fail(string message, string? nearest = null) => errors.Add(value ?? parent, path, message, nearest);

    /// <summary>A text: anything in quotes, and what YAML does not read as a number or a bool.</summary>
    public string? Text()
    {
        if (Scalar() is not { } scalar) return null;
        if (scalar.IsPlain && PlainScalar.IsNotText(scalar.Text)) return Failed<string>($"must be a text; write it in quotes: \"{scalar.Text}\"");
        return scalar.Text.Length == 0 ? Failed<string>("must not be empty") : scalar.Text;
    }

    /// <summary>A text of a form that Kubernetes prescribes.</summary>
    public string? Text(NameForm form)
    {
        if (Text() is not { } text) return null;
        return form.IsMatch(text) ? text : Failed<string>($"{ErrorList.Quote(text)} is not {form.Description}");
    }

    /// <summary>A text that can be empty, and otherwise has a form.</summary>
    public string? TextOrEmpty(NameForm? form = null) => Literal() is "" ? "" : form is null ? Text() : Text(form);

    /// <summary>What the document writes for a value that may be a text or a number.</summary>
    public string? Literal() => Scalar()?.Text;

    /// <summary>One of a set of names.</summary>
    public string? OneOf(IReadOnlyCollection<string> valid)
    {
        if (Text() is not { } text) return null;
        if (valid.Contains(text)) return text;
        var nearest = NearestName.Find(text, valid);
        Fail($"{ErrorList.Quote(text)} is not valid{(nearest is null ? NearestName.Hint(text, valid) : "")}", nearest);
        return null;
    }

    /// <summary>What one of a set of names stands for.</summary>
    public T? OneOf<T>(ImmutableSortedDictionary<string, T> valid)
        where T : struct
        => OneOf([.. valid.Keys]) is { } name && valid.TryGetValue(name, out var found) ? found : null;

    public bool? Flag() => Scalar() switch
    {
        null => null,
        { IsPlain: true, Text: "true" or "True" or "TRUE" } => true,
        { IsPlain: true, Text: "false" or "False" or "FALSE" } => false,
        var other => Failed<bool?>($"{ErrorList.Quote(other.Text)} is neither true nor false"),
    };

    public long? Number(long from, long to)
    {
        if (Scalar() is not { } scalar) return null;
        return scalar.IsPlain && PlainScalar.Integer(scalar.Text) is { } number && number >= from && number <= to
            ? number
            : Failed<long?>($"{ErrorList.Quote(scalar.Text)} is not a whole number from {from} to {to}");
    }

    /// <summary>The items of a list.</summary>
    public ImmutableArray<T>? List<T>(Func<Field, T?> read)
        where T : class
    {
        if (value is null) return null;
        if (value is not YamlList list) return Failed<ImmutableArray<T>?>("must be a list");
        var items = ImmutableArray.CreateBuilder<T>(list.Items.Length);
        foreach (var (index, item) in list.Items.Index())
        {
            if (read(new Field(item, list, $"{path}[{index}]", errors)) is { } read1) items.Add(read1);
        }

        return items.ToImmutable();
    }

    /// <summary>A list of texts of one form, each of them once.</summary>
    public ImmutableArray<string>? Names(NameForm form)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return List(item =>
        {
            var name = item.Text(form);
            if (name is not null && !seen.Add(name)) item.Fail($"{ErrorList.Quote(name)} is given twice");
            return name;
        });
    }

    /// <summary>The fields of a mapping, and an error for each that is unknown.</summary>
    public T? Mapping<T>(Func<Fields, T?> read)
        where T : class
    {
        if (value is null) return null;
        if (value is not YamlMap map) return Failed<T>("must be a mapping");
        var fields = new Fields(map, path, errors);
        var result = read(fields);
        fields.RejectOthers();
        return result;
    }

    /// <summary>A mapping whose keys the author chooses.</summary>
    public ImmutableSortedDictionary<string, T>? Dictionary<T>(NameForm keys, Func<string, Field, T?> read)
        where T : notnull
    {
        if (value is null) return null;
        if (value is not YamlMap map) return Failed<ImmutableSortedDictionary<string, T>>("must be a mapping");
        var result = ImmutableSortedDictionary.CreateBuilder<string, T>(StringComparer.Ordinal);
        foreach (var (key, item) in map.Entries)
        {
            var field = new Field(item, map, YamlReader.PathOf(path, key.Text), errors);
            if (!keys.IsMatch(key.Text)) errors.Add(key, YamlReader.PathOf(path, key.Text), $"{ErrorList.Quote(key.Text)} is not {keys.Description}");
            else if (read(key.Text, field) is { } read1) result[key.Text] = read1;
        }

        return result.ToImmutable();
    }

    private YamlScalar? Scalar() => value switch
    {
        null => null,
        YamlScalar scalar => scalar,
        _ => Failed<YamlScalar>("must be a single value"),
    };

    private T? Failed<T>(string message)
    {
        Fail(message);
        return default;
    }
}
