using System.Diagnostics.CodeAnalysis;
using ClusterProbe.Core.Facts;

namespace ClusterProbe.Core.Nodes;

/// <summary>What a file of /proc or /sys said: its value, that there is no such file, or why nothing can be said.</summary>
/// <remarks>
/// The same three outcomes as <see cref="Fact{T}"/>, for numbers too, and with where it was read. No file is no bad news: kernels are
/// built and mounted in too many ways. The default is unknown, so that what nobody looked at can't read as news of any kind.
/// </remarks>
/// <typeparam name="T">What the value is, when there is one.</typeparam>
public readonly record struct Reading<T>
    where T : notnull
{
    private readonly T? value;
    private readonly string? source;

    internal Reading(string source, FactState state, ReadingGap gap, T? value)
    {
        this.source = source;
        this.value = value;
        State = state;
        Gap = gap;
    }

    /// <summary>Which of the three outcomes this is.</summary>
    public FactState State { get; }

    /// <summary>Why nothing is known. Of meaning when <see cref="State"/> is <see cref="FactState.Unknown"/>.</summary>
    public ReadingGap Gap { get; }

    /// <summary>The file, such as <c>/proc/sys/kernel/pid_max</c>; empty when nothing was read.</summary>
    public string Source => source ?? "";

    /// <summary>Whether it is known that there is no such file.</summary>
    public bool IsAbsent => State == FactState.Absent;

    /// <summary>Whether a value is known.</summary>
    /// <param name="known">The value, when this returns true.</param>
    public bool IsKnown([MaybeNullWhen(false)] out T known)
    {
        known = value;
        return State == FactState.Known;
    }
}

/// <summary>Why the content of a file is not known.</summary>
public enum ReadingGap
{
    /// <summary>Nobody looked.</summary>
    NotLookedAt,

    /// <summary>The file is there and can't be read: permission, or a path that the runtime masks.</summary>
    NotReadable,

    /// <summary>The content is not what it should be.</summary>
    Unparsable,

    /// <summary>The file does not list what is looked for.</summary>
    NotListed,

    /// <summary>There is more of it than is ever read.</summary>
    TooLarge,
}

/// <summary>Makes readings.</summary>
public static class Reading
{
    /// <summary>A value.</summary>
    /// <typeparam name="T">What it is.</typeparam>
    /// <param name="source">The file.</param>
    /// <param name="value">The value.</param>
    public static Reading<T> Known<T>(string source, T value)
        where T : notnull
        => new(source, FactState.Known, default, value);

    /// <summary>There is no such file.</summary>
    /// <typeparam name="T">What the value would have been.</typeparam>
    /// <param name="source">The file.</param>
    public static Reading<T> Absent<T>(string source)
        where T : notnull
        => new(source, FactState.Absent, default, default);

    /// <summary>Nothing can be said.</summary>
    /// <typeparam name="T">What the value would have been.</typeparam>
    /// <param name="source">The file.</param>
    /// <param name="gap">Why.</param>
    public static Reading<T> Unknown<T>(string source, ReadingGap gap)
        where T : notnull
        => new(source, FactState.Unknown, gap, default);

    extension(Reading<string> text)
    {
        /// <summary>The text as a value; unparsable when the parser gives null.</summary>
        /// <typeparam name="T">What the value is.</typeparam>
        /// <param name="parse">Reads the text.</param>
        public Reading<T> As<T>(Func<string, T?> parse)
            where T : class
        {
            ArgumentNullException.ThrowIfNull(parse);
            if (!text.IsKnown(out var content)) return new(text.Source, text.State, text.Gap, default);
            return parse(content) is { } value ? Known(text.Source, value) : Unknown<T>(text.Source, ReadingGap.Unparsable);
        }

        /// <summary>The text as a value; unparsable when the parser gives null.</summary>
        /// <typeparam name="T">What the value is.</typeparam>
        /// <param name="parse">Reads the text.</param>
        public Reading<T> As<T>(Func<string, T?> parse)
            where T : struct
        {
            ArgumentNullException.ThrowIfNull(parse);
            if (!text.IsKnown(out var content)) return new(text.Source, text.State, text.Gap, default);
            return parse(content) is { } value ? Known(text.Source, value) : Unknown<T>(text.Source, ReadingGap.Unparsable);
        }
    }
}
