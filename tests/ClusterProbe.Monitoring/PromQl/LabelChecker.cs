using System.Collections.Immutable;

namespace ClusterProbe.Monitoring.PromQl;

/// <summary>Works out which labels a query's result has, and finds metrics and labels that do not exist.</summary>
public sealed class LabelChecker(SeriesSchema schema)
{
    private readonly ImmutableArray<string>.Builder _problems = ImmutableArray.CreateBuilder<string>();

    /// <summary>Checks a query.</summary>
    /// <param name="query">The query, without Grafana's variables.</param>
    /// <param name="schema">What there is.</param>
    public static QueryLabels Check(string query, SeriesSchema schema)
    {
        var checker = new LabelChecker(schema);
        var labels = checker.Visit(Parser.Parse(query));
        return new QueryLabels(labels, checker._problems.ToImmutable());
    }

    private ImmutableHashSet<string> Visit(Expression expression) => expression switch
    {
        Selector selector => VisitSelector(selector),
        Aggregation aggregation => VisitAggregation(aggregation),
        Call call => VisitCall(call),
        Binary binary => VisitBinary(binary),
        _ => [],
    };

    private ImmutableHashSet<string> VisitSelector(Selector selector)
    {
        if (!schema.Labels.TryGetValue(selector.Metric, out var labels))
        {
            _problems.Add($"no metric {selector.Metric}");
            return [];
        }

        Require(selector.Matchers.Select(matcher => matcher.Label), labels, $"of {selector.Metric}");
        return labels;
    }

    private ImmutableHashSet<string> VisitAggregation(Aggregation aggregation)
    {
        var body = Visit(aggregation.Body);
        if (aggregation.Grouping is { } grouping) Require(grouping.Labels, body, $"below {aggregation.Operator}");
        if (aggregation.Operator is "topk" or "bottomk") return body;
        return aggregation.Grouping switch
        {
            null => [],
            { Keeps: true } by => body.Intersect(by.Labels),
            { } without => body.Except(without.Labels),
        };
    }

    private ImmutableHashSet<string> VisitCall(Call call)
    {
        var arguments = call.Arguments.Select(Visit).ToArray();
        return call.Function switch
        {
            "absent" or "absent_over_time" => call.Arguments[0] is Selector selector ? [.. selector.Matchers.Where(matcher => matcher.Operator == "=").Select(matcher => matcher.Label)] : [],
            "label_replace" or "label_join" => throw new FormatException($"{call.Function} is not known here"),
            "scalar" or "vector" or "time" => [],
            _ => arguments.Aggregate(ImmutableHashSet<string>.Empty, (all, labels) => all.Union(labels)),
        };
    }

    private ImmutableHashSet<string> VisitBinary(Binary binary)
    {
        var (left, right) = (Visit(binary.Left), Visit(binary.Right));
        if (binary.Matching is { Keeps: true } matching)
        {
            Require(matching.Labels, left, $"left of {binary.Operator}");
            Require(matching.Labels, right, $"right of {binary.Operator}");
        }
        else if (binary.Matching is { } ignored)
        {
            Require(ignored.Labels, left.Union(right), $"on either side of {binary.Operator}");
        }

        if (binary.Many is { } many)
        {
            var (manySide, oneSide) = many.IsLeft ? (left, right) : (right, left);
            Require(many.Labels, oneSide, $"on the one side of {binary.Operator}");
            return manySide.Union(many.Labels);
        }

        return binary switch
        {
            { Operator: "or" } => left.Union(right),
            { Operator: "and" or "unless" } => left,
            { Matching: { Keeps: true } on } => [.. on.Labels],
            { Matching: { } ignoring } => left.Except(ignoring.Labels),
            _ => left.Count == 0 ? right : left,
        };
    }

    private void Require(IEnumerable<string> wanted, ImmutableHashSet<string> labels, string where)
        => _problems.AddRange(wanted.Where(label => !labels.Contains(label)).Select(label => $"no label {label} {where}"));
}

/// <summary>What is known of a query's labels.</summary>
/// <param name="Labels">Labels that series of the result can have.</param>
/// <param name="Problems">Metrics and labels that it uses and that do not exist.</param>
public sealed record QueryLabels(ImmutableHashSet<string> Labels, ImmutableArray<string> Problems);
