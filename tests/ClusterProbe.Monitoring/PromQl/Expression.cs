using System.Collections.Immutable;

namespace ClusterProbe.Monitoring.PromQl;

/// <summary>A PromQL expression, as far as it matters which metrics and labels it uses.</summary>
public abstract record Expression;

/// <summary>A number or a string.</summary>
public sealed record Literal : Expression;

/// <summary>Series of a metric, at an instant or over a range.</summary>
/// <param name="Metric">The metric's name.</param>
/// <param name="Matchers">What its labels have to be.</param>
public sealed record Selector(string Metric, ImmutableArray<Matcher> Matchers) : Expression;

/// <summary>A condition on a label.</summary>
/// <param name="Label">The label.</param>
/// <param name="Operator"><c>=</c>, <c>!=</c>, <c>=~</c> or <c>!~</c>.</param>
/// <param name="Value">What it is compared with.</param>
public sealed record Matcher(string Label, string Operator, string Value);

/// <summary>A function.</summary>
/// <param name="Function">Its name.</param>
/// <param name="Arguments">Its arguments.</param>
public sealed record Call(string Function, ImmutableArray<Expression> Arguments) : Expression;

/// <summary>An aggregation.</summary>
/// <param name="Operator">Such as <c>sum</c>.</param>
/// <param name="Grouping">Which labels stay; null without <c>by</c> and <c>without</c>.</param>
/// <param name="Body">What is aggregated.</param>
public sealed record Aggregation(string Operator, Grouping? Grouping, Expression Body) : Expression;

/// <summary>Labels that stay or go.</summary>
/// <param name="Keeps"><c>by</c> or <c>on</c> rather than <c>without</c> or <c>ignoring</c>.</param>
/// <param name="Labels">The labels.</param>
public sealed record Grouping(bool Keeps, ImmutableArray<string> Labels);

/// <summary>Two expressions joined by an operator.</summary>
/// <param name="Operator">Such as <c>/</c> or <c>unless</c>.</param>
/// <param name="Matching">The labels that series are matched by; null for all.</param>
/// <param name="Many">The side that has several series for one of the other, with the labels that it gets from there; null for neither.</param>
/// <param name="Left">The left side.</param>
/// <param name="Right">The right side.</param>
public sealed record Binary(string Operator, Grouping? Matching, ManySide? Many, Expression Left, Expression Right) : Expression;

/// <summary>Many to one.</summary>
/// <param name="IsLeft"><c>group_left</c> rather than <c>group_right</c>.</param>
/// <param name="Labels">Labels that it gets from the other side.</param>
public sealed record ManySide(bool IsLeft, ImmutableArray<string> Labels);
