namespace ClusterProbe.Core.Findings;

/// <summary>The words for outcomes and categories, the same in every format, object and metric.</summary>
public static class FindingWords
{
    /// <summary>The category's word, such as <c>ci-system</c>.</summary>
    /// <param name="category">The category.</param>
    public static string Word(this Category category) => category switch
    {
        Category.CiSystem => "ci-system",
        Category.Node => "nodes",
        _ => category.ToString().ToLowerInvariant(),
    };

    /// <summary>The outcome's word: <c>pass</c>, <c>skip</c>, <c>warn</c>, <c>error</c> or <c>fail</c>.</summary>
    /// <param name="status">The outcome.</param>
    public static string Word(this FindingStatus status) => status.ToString().ToLowerInvariant();
}
