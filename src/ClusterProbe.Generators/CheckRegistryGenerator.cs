using System.Collections.Immutable;
using System.Linq;
using System.Text;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ClusterProbe.Generators;

/// <summary>Writes <c>CheckRegistry.Discover</c>: one line for each concrete class that derives from <c>Check</c>.</summary>
[Generator]
public sealed class CheckRegistryGenerator : IIncrementalGenerator
{
    private const string BaseClass = "ClusterProbe.Core.Checks.Check";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var checks = context.SyntaxProvider
            .CreateSyntaxProvider(
                static (node, _) => node is ClassDeclarationSyntax { BaseList: not null },
                static (syntax, cancellation) => NameOfCheck(syntax, cancellation))
            .Where(static name => name is not null)
            .Collect();
        context.RegisterSourceOutput(checks, static (output, names) => output.AddSource("CheckRegistry.g.cs", Render(names!)));
    }

    private static string? NameOfCheck(GeneratorSyntaxContext context, CancellationToken cancellation)
    {
        if (context.SemanticModel.GetDeclaredSymbol(context.Node, cancellation) is not INamedTypeSymbol { IsAbstract: false } type) return null;
        for (var parent = type.BaseType; parent is not null; parent = parent.BaseType)
        {
            if (parent.ToDisplayString() == BaseClass) return type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        }

        return null;
    }

    private static string Render(ImmutableArray<string?> names)
    {
        var source = new StringBuilder();
        source.AppendLine("namespace ClusterProbe.Core.Checks;")
            .AppendLine()
            .AppendLine("public static partial class CheckRegistry")
            .AppendLine("{")
            .AppendLine("    private static partial global::System.Collections.Generic.IEnumerable<Check> Discover()")
            .AppendLine("    {");
        foreach (var name in names.Distinct().OrderBy(name => name, System.StringComparer.Ordinal))
        {
            source.Append("        yield return new ").Append(name).AppendLine("();");
        }

        if (names.IsEmpty) source.AppendLine("        yield break;");
        return source.AppendLine("    }").AppendLine("}").ToString();
    }
}
