using System.Collections.Immutable;
using System.Globalization;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Facts;
using ClusterProbe.Core.Findings;
using ClusterProbe.Reporting;
using ClusterProbe.Reporting.Explain;
using Spectre.Console;

namespace ClusterProbe.UnitTests.Reporting;

internal sealed class ExplainReporterTests
{
    private const string Page = """
        # CP1001: build pods are admitted

        A paragraph that goes on
        in a second line, is joined and wrapped at the width of the terminal [not markup].

        ## Confirm by hand

        1. Create it without creating it, which the API server answers as if it were real:

        ```sh
        kubectl create --dry-run=server -f pod.yaml   # a long command is never wrapped, so that it can be copied
        ```

        - first
          goes on
        - second, with `code` that is long enough to need a second line on the terminal
        | a | b |
        |---|---|

            waivers:
            - code: CP1001   # a block that is only indented
        """;

    [Test]
    public void Write_Page_ReadsAsInTheGoldenFile() => Golden.Verify("explain.txt", Write(console => new ExplainReporter(console).Write(Page)));

    [TestCaseSource(typeof(CheckRegistry), nameof(CheckRegistry.All))]
    public void Write_EveryPage_KeepsItsWords(Check check)
    {
        var page = CheckDocumentation.PageFor(check.Code)!;
        Assert.That(Words(Write(console => new ExplainReporter(console).Write(page))), Is.SupersetOf(Words(page).Where(word => !word.StartsWith("```", StringComparison.Ordinal) && word.Trim('#').Length > 0 && word.Length < 40)));
    }

    [Test]
    public void List_NamesCheckCategoryAndPermissions()
        => Golden.Verify("list-checks.txt", Write(console => new CheckListReporter(console).Write(
            [new SampleCheck("CP1001", Category.Admission), new SampleCheck("CP6001", Category.CiSystem)],
            _ => [new Permission("", "pods", "create"), new Permission("apps", "deployments", "list"), new Permission("", "pods", "create")])));

    private static HashSet<string> Words(string text) => [.. text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)];

    private static string Write(Action<IAnsiConsole> write)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        write(ReportConsole.Create(output, isTerminal: false, _ => null, 80));
        return output.ToString();
    }

    private sealed class SampleCheck(string code, Category category) : Check
    {
        public override string Code => code;

        public override string Title => "build pods are admitted in every namespace of the profile";

        public override Category Category => category;

        public override ImmutableArray<FactKind> Needs => [FactKind.Server];

        public override ImmutableArray<string> Reasons => [];

        public override IEnumerable<Finding> Evaluate(CheckContext context) => [];
    }
}
