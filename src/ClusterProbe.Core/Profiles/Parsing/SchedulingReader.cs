using System.Collections.Immutable;

namespace ClusterProbe.Core.Profiles.Parsing;

/// <summary>Reads where a pod may run, in the words of a pod's spec.</summary>
internal static class SchedulingReader
{
    private static readonly string[] TolerationOperators = ["Equal", "Exists", "Lt", "Gt"];
    private static readonly string[] Effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"];
    private static readonly string[] NodeOperators = ["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"];

    public static Toleration Toleration(Fields fields)
    {
        var toleration = new Toleration(
            fields["key"].Text(NameForm.QualifiedName) ?? "",
            fields["operator"].OneOf(TolerationOperators) ?? "",
            fields["value"].TextOrEmpty(NameForm.LabelValue) ?? "",
            fields["effect"].OneOf(Effects) ?? "");
        _ = fields["tolerationSeconds"];
        if (toleration.Operator == "Exists" && toleration.Value.Length > 0) fields["value"].Fail("must not be given with operator \"Exists\"");
        if (toleration is { Key: "", Operator: not "Exists" }) fields["key"].Fail("is required unless operator is \"Exists\"");
        return toleration;
    }

    /// <summary>The terms of <c>affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution</c>.</summary>
    public static ImmutableArray<NodeSelectorTerm>? RequiredNodeAffinity(Field affinity) => affinity
        .Mapping(pod => pod["nodeAffinity"].Required()
            .Mapping(node => node["requiredDuringSchedulingIgnoredDuringExecution"].Required()
                .Mapping(Terms)))?.Items;

    private static TermList? Terms(Fields selector)
        => selector["nodeSelectorTerms"].Required().List(item => item.Mapping(Term)) is { } terms ? new TermList(terms) : null;

    private static NodeSelectorTerm Term(Fields term) => new(
        term["matchExpressions"].List(item => item.Mapping(expression => Requirement(expression, NameForm.QualifiedName))) ?? [],
        term["matchFields"].List(item => item.Mapping(field => Requirement(field, NameForm.QualifiedName))) ?? []);

    private static NodeSelectorRequirement Requirement(Fields fields, NameForm keys)
    {
        var requirement = new NodeSelectorRequirement(
            fields["key"].Required().Text(keys) ?? "",
            fields["operator"].Required().OneOf(NodeOperators) ?? "",
            fields["values"].List(item => item.Text()) ?? []);
        var wrong = requirement.Operator switch
        {
            "In" or "NotIn" when requirement.Values.IsEmpty => "needs at least one item",
            "Exists" or "DoesNotExist" when !requirement.Values.IsEmpty => "must not be given",
            "Gt" or "Lt" when requirement.Values is not [var one] || PlainScalar.Integer(one) is null => "needs one whole number, in quotes",
            _ => null,
        };
        if (wrong is not null) fields["values"].Fail($"{wrong} with operator \"{requirement.Operator}\"");
        return requirement;
    }

    private sealed record TermList(ImmutableArray<NodeSelectorTerm> Items);
}
