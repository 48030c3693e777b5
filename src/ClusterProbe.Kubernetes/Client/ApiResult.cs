using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using ClusterProbe.Core.Facts;

namespace ClusterProbe.Kubernetes.Client;

/// <summary>The result of one request: a value or an error, never an exception for what a server can do.</summary>
/// <typeparam name="T">What is read.</typeparam>
public sealed record ApiResult<T>
    where T : class
{
    /// <summary>The value; null when there is an error.</summary>
    public T? Value { get; init; }

    /// <summary>The error; null when there is a value.</summary>
    public ApiError? Error { get; init; }

    /// <summary>The texts of the answer's <c>Warning</c> headers.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>Whether there is a value.</summary>
    /// <param name="value">The value, when this returns true.</param>
    /// <param name="error">The error, when this returns false.</param>
    public bool Succeeded([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out ApiError? error)
    {
        (value, error) = (Value, Error);
        return value is not null;
    }

    /// <summary>The result as a fact: known, absent for HTTP 404, otherwise unknown.</summary>
    /// <param name="permission">The permission that the request needed.</param>
    public Fact<T> ToFact(Permission permission)
        => Value is { } value ? Fact.Known(value)
            : Error!.IsNotFound ? Fact.Absent<T>()
            : Fact.Unknown<T>(Error.ToCause(permission));
}
