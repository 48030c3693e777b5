using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace ClusterProbe.Core.Facts;

/// <summary>What is known about one thing: its value, that it does not exist, or why nothing can be said.</summary>
/// <remarks>
/// The three outcomes are kept apart by the type because every wrong verdict of a diagnostic tool starts with two of them being
/// confused. The default is unknown, so that a fact which nobody collected can never read as good or bad news.
/// </remarks>
/// <typeparam name="T">What the value is, when there is one.</typeparam>
public sealed record Fact<T>
    where T : class
{
    /// <summary>Which of the three outcomes this is.</summary>
    [JsonInclude]
    public FactState State { get; internal init; }

    [JsonInclude]
    internal T? Value { get; init; }

    /// <summary>Why nothing is known. Set exactly when <see cref="State"/> is <see cref="FactState.Unknown"/>.</summary>
    [JsonInclude]
    public UnknownCause? Cause { get; internal init; }

    /// <summary>Whether a value is known.</summary>
    /// <param name="value">The value, when this returns true.</param>
    public bool IsKnown([NotNullWhen(true)] out T? value)
    {
        value = State == FactState.Known ? Value : null;
        return value is not null;
    }

    /// <summary>Whether it is known that there is no such thing.</summary>
    [JsonIgnore]
    public bool IsAbsent => State == FactState.Absent;

    /// <summary>Whether nothing can be said.</summary>
    /// <param name="cause">Why, when this returns true.</param>
    public bool IsUnknown([NotNullWhen(true)] out UnknownCause? cause)
    {
        cause = State == FactState.Unknown ? Cause ?? UnknownCause.NotCollected : null;
        return cause is not null;
    }

    /// <summary>The fact about something that depends on this one.</summary>
    /// <typeparam name="TResult">What the dependent value is.</typeparam>
    /// <param name="select">Computes the dependent value from a known one.</param>
    public Fact<TResult> Select<TResult>(Func<T, TResult> select)
        where TResult : class
    {
        ArgumentNullException.ThrowIfNull(select);
        return State switch
        {
            FactState.Known => Fact.Known(select(Value!)),
            FactState.Absent => Fact.Absent<TResult>(),
            _ => Fact.Unknown<TResult>(Cause ?? UnknownCause.NotCollected),
        };
    }
}

/// <summary>Makes facts.</summary>
public static class Fact
{
    /// <summary>A fact whose value is known.</summary>
    /// <typeparam name="T">What the value is.</typeparam>
    /// <param name="value">The value.</param>
    public static Fact<T> Known<T>(T value)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(value);
        return new Fact<T> { State = FactState.Known, Value = value };
    }

    /// <summary>The knowledge that there is no such thing.</summary>
    /// <typeparam name="T">What the value would have been.</typeparam>
    public static Fact<T> Absent<T>()
        where T : class
        => new() { State = FactState.Absent };

    /// <summary>Nothing can be said, and why.</summary>
    /// <typeparam name="T">What the value would have been.</typeparam>
    /// <param name="cause">Why nothing is known.</param>
    public static Fact<T> Unknown<T>(UnknownCause cause)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(cause);
        return new Fact<T> { State = FactState.Unknown, Cause = cause };
    }
}
