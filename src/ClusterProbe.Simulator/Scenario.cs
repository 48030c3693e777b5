using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using ClusterProbe.Simulator.Admission;
using ClusterProbe.Simulator.Api;
using ClusterProbe.Simulator.Lists;
using ClusterProbe.Simulator.Manifests;
using ClusterProbe.Simulator.Reviews;

namespace ClusterProbe.Simulator;

/// <summary>A cluster to simulate: its objects, what its admission does beyond Kubernetes' own, and what ready means in it.</summary>
public sealed record Scenario
{
    private const string Folder = "scenarios";

    private Scenario(string name, ScenarioFile file)
    {
        var header = file.Header;
        Name = name;
        Description = header.Text("description");
        Profile = file.Profile;
        ServerVersion = header.Text("serverVersion") is { Length: > 0 } version ? version : "v1.37.2";
        UnavailableGroups = [.. header.Texts("unavailableGroups")];
        Products = [.. header.Texts("serves")];
        Catalog = ApiCatalog.Serving(Products);
        Caller = new(header.Text("caller") is { Length: > 0 } caller ? caller : "sre@example.com", ["sre", "system:authenticated"]);
        Objects = file.Objects;
        Script = AdmissionScript.Read(header);
        AuthorizerDenials = ScriptedDenial.Read(header);
    }

    /// <summary>The names of all scenarios, in order.</summary>
    public static ImmutableArray<string> Names { get; } = [.. EmbeddedText.NamesIn(Folder)];

    /// <summary>All scenarios, in the order of their names.</summary>
    public static IEnumerable<Scenario> All => Names.Select(Load);

    /// <summary>Its name, such as <c>istio-strict</c>.</summary>
    public string Name { get; init; }

    /// <summary>What it shows, in one sentence.</summary>
    public string Description { get; init; }

    /// <summary>The <c>ClusterReadiness</c> document, in YAML, that says what ready means in it.</summary>
    public string Profile { get; init; }

    /// <summary>The version that the server gives, such as <c>v1.37.2</c>.</summary>
    public string ServerVersion { get; init; }

    /// <summary>API groups (<c>group/version</c>) that are registered and whose server does not answer.</summary>
    public ImmutableArray<string> UnavailableGroups { get; init; } = [];

    /// <summary>The products whose APIs are served besides Kubernetes' own, such as <c>istio</c>.</summary>
    internal ImmutableArray<string> Products { get; }

    /// <summary>All that is served.</summary>
    internal ApiCatalog Catalog { get; init; }

    /// <summary>Who every request comes from, unless it says otherwise.</summary>
    internal Caller Caller { get; init; }

    /// <summary>The cluster's objects; copy before changing.</summary>
    internal ImmutableArray<JsonObject> Objects { get; init; }

    /// <summary>What admission does beyond Kubernetes' own plug-ins.</summary>
    internal AdmissionScript Script { get; init; }

    /// <summary>What the platform's own authorizer refuses.</summary>
    internal ImmutableArray<ScriptedDenial> AuthorizerDenials { get; init; } = [];

    /// <summary>Lists that are generated while they are read, by plural: for scale.</summary>
    internal ImmutableDictionary<string, GeneratedList> Generated { get; init; } = ImmutableDictionary<string, GeneratedList>.Empty;

    /// <summary>Finds a scenario by name.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="scenario">The scenario, when this returns true.</param>
    public static bool TryGet(string name, [NotNullWhen(true)] out Scenario? scenario)
    {
        scenario = Names.Contains(name) ? Load(name) : null;
        return scenario is not null;
    }

    /// <summary>A scenario with lists that are too long to hold.</summary>
    internal static Scenario Generating(string name, ScenarioFile file, ImmutableDictionary<string, GeneratedList> generated)
        => new(name, file) { Generated = generated };

    private static Scenario Load(string name) => new(name, ScenarioFile.Read($"{Folder}/{name}"));
}
