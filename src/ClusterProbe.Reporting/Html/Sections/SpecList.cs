using ClusterProbe.Reporting.Agent;
using ClusterProbe.Reporting.Html.Parts;

namespace ClusterProbe.Reporting.Html.Sections;

/// <summary>What the profile asks for, and of which cluster.</summary>
internal static class SpecList
{
    public static Fragment Of(ProfileReport profile) => html =>
    {
        var (spec, status) = (profile.Spec, profile.Status);
        html.Write($"""
            <dl class="spec">
            {Text("CI system", spec.CiSystem)}
            {Names("Build namespaces", spec.Namespaces, "not said")}
            {Names("Builds need", spec.Require, "nothing special")}
            {Pieces.When(spec.CiIdentity is not null, Names("CI identity", [spec.CiIdentity!], ""))}
            {Pieces.When(!spec.Shapes.IsEmpty, Names("Build shapes", spec.Shapes, ""))}
            {Text("Kubernetes", status?.KubernetesVersion.TrimStart('v') ?? "")}
            {Text("Platform", status?.Platform ?? "")}
            </dl>
            """);
    };

    private static Fragment? Text(string name, string text) => Pieces.When(text.Length > 0, html => html.Write($"""
        <div><dt>{name}</dt><dd>{text}</dd></div>

        """));

    private static Fragment Names(string name, IEnumerable<string> names, string none) => html => html.Write($"""
        <div><dt>{name}</dt><dd>{Pieces.Names(names, none)}</dd></div>

        """);
}
