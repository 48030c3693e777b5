using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ClusterProbe.Checking;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Core.Text;

namespace ClusterProbe.Commands;

/// <summary>The options that <c>check</c> and <c>demo</c> share, and how they become settings.</summary>
internal sealed class CheckOptions
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(60);

    private static readonly IReadOnlyDictionary<string, OutputFormat> OutputFormats = Enum.GetValues<OutputFormat>().ToDictionary(format => format.ToString().ToLowerInvariant());

    private readonly Option<string[]> _namespaces = new("--namespace", "-n")
    {
        Description = "A build namespace; may be given several times. Default: the profile's, else the context's.",
        HelpName = "NAME",
    };

    private readonly Option<ServiceAccountReference?> _serviceAccount = new("--service-account")
    {
        Description = "The CI identity: the ServiceAccount that creates the build pods.",
        HelpName = "NS/NAME",
        CustomParser = ParseServiceAccount,
    };

    private readonly Option<Capability[]> _require = new("--require")
    {
        Description = $"A capability that builds can't do without: {string.Join(", ", ProfileNames.Capabilities.Keys)}.",
        HelpName = "CAPABILITY",
        CustomParser = ParseCapabilities,
    };

    private readonly Option<int?> _parallelBuilds = new("--parallel-builds")
    {
        Description = "The peak number of builds at the same time.",
        HelpName = "N",
        CustomParser = ParseCount,
    };

    private readonly Option<int?> _pullRequests = new("--pull-requests-per-day")
    {
        Description = "Pull requests built on a day.",
        HelpName = "N",
        CustomParser = ParseCount,
    };

    private readonly Option<string?> _harnessAccount = new("--harness-account")
    {
        Description = "The Harness account id, which build pods carry as label accountID.",
        HelpName = "ID",
    };

    private readonly Option<bool> _noPrivilegedProbe = new("--no-privileged-probe")
    {
        Description = "Send no privileged pod, not even as a dry run: security monitoring may take one for an attack.",
    };

    private readonly Option<OutputFormat> _output = new("--output", "-o")
    {
        Description = "table, short, markdown or json.",
        HelpName = "FORMAT",
        CustomParser = result => ParseName(result, OutputFormats),
    };

    private readonly Option<string?> _failOn = new("--fail-on")
    {
        Description = "warn: warnings make the exit code 4.",
        HelpName = "warn",
    };

    private readonly Option<string?> _fixes = new("--fixes")
    {
        Description = "Write each remediation manifest as a file into this folder, for kubectl apply -f; what the profile does not require, into its folder optional.",
        HelpName = "DIR",
    };

    private readonly Option<string[]> _only = new("--only") { Description = "Run only these checks.", HelpName = "CODE" };

    private readonly Option<string[]> _skip = new("--skip") { Description = "Do not run these checks.", HelpName = "CODE" };

    private readonly Option<string?> _saveFacts = new("--save-facts")
    {
        Description = "Record what was read of the cluster, to be evaluated offline.",
        HelpName = "FILE",
    };

    private readonly Option<TimeSpan?> _timeout = new("--timeout")
    {
        Description = "The total time for reading the cluster, such as 30s or 2m. [default: 60s]",
        HelpName = "DURATION",
        CustomParser = result => ParseDuration(result),
    };

    public CheckOptions() => _failOn.AcceptOnlyFromAmong("warn");

    public IEnumerable<Option> All =>
    [
        _namespaces, _serviceAccount, _require, _parallelBuilds, _pullRequests, _harnessAccount, _noPrivilegedProbe,
        _output, _failOn, _fixes, _only, _skip, _saveFacts, _timeout,
    ];

    public CheckSettings Read(ParseResult result) => new()
    {
        CommandLine = CommandLine(result),
        Overrides = new ProfileOverrides
        {
            Namespaces = Several(result, _namespaces),
            ServiceAccount = result.GetValue(_serviceAccount),
            Require = Several(result, _require),
            ParallelBuilds = result.GetValue(_parallelBuilds),
            PullRequestsPerDay = result.GetValue(_pullRequests),
            HarnessAccount = result.GetValue(_harnessAccount),
            NoPrivilegedProbe = result.GetValue(_noPrivilegedProbe),
        },
        Output = result.GetValue(_output),
        FailOnWarnings = result.GetValue(_failOn) is not null,
        FixesFolder = result.GetValue(_fixes),
        Only = Several(result, _only),
        Skip = Several(result, _skip),
        SaveFactsFile = result.GetValue(_saveFacts),
        Timeout = result.GetValue(_timeout) ?? DefaultTimeout,
    };

    /// <summary>The command without what it did with the result, so that <c>--fixes DIR</c> can be added to it.</summary>
    private string CommandLine(ParseResult result)
    {
        Option[] left = [_fixes, _output, _saveFacts];
        var words = new List<string> { "clusterprobe" };
        var dropped = 0;
        foreach (var token in result.Tokens)
        {
            if (left.Any(option => option.Name == token.Value || option.Aliases.Contains(token.Value))) dropped = 2;
            if (dropped-- > 0) continue;
            words.Add(token.Value.Contains(' ', StringComparison.Ordinal) ? $"'{token.Value}'" : token.Value);
        }

        return string.Join(' ', words);
    }

    /// <summary>Reads a duration of more than nothing.</summary>
    public static TimeSpan ParseDuration(ArgumentResult result)
    {
        if (GoDuration.Parse(result.Tokens[0].Value) is { } duration && duration > TimeSpan.Zero) return duration;
        result.AddError($"\"{result.Tokens[0].Value}\" is not a duration of at most a day. Write 30s, 5m or 1h30m.");
        return default;
    }

    /// <summary>Reads one of a few names, and suggests the nearest for any other.</summary>
    public static T ParseName<T>(ArgumentResult result, IReadOnlyDictionary<string, T> names)
    {
        var text = result.Tokens[^1].Value;
        if (names.TryGetValue(text, out var value)) return value;
        result.AddError(NotOneOf(text, [.. names.Keys]));
        return default!;
    }

    private static ImmutableArray<T> Several<T>(ParseResult result, Option<T[]> option) => [.. result.GetValue(option) ?? []];

    private static ServiceAccountReference? ParseServiceAccount(ArgumentResult result)
    {
        if (result.Tokens[0].Value.Split('/') is [{ Length: > 0 } @namespace, { Length: > 0 } name]) return new ServiceAccountReference(@namespace, name);
        result.AddError($"\"{result.Tokens[0].Value}\" is not NAMESPACE/NAME, such as harness-delegate-ng/default.");
        return null;
    }

    private static int? ParseCount(ArgumentResult result)
    {
        if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= 1_000_000) return count;
        result.AddError($"\"{result.Tokens[0].Value}\" is not a number from 1 to 1000000.");
        return null;
    }

    private static Capability[] ParseCapabilities(ArgumentResult result)
    {
        var capabilities = new List<Capability>();
        foreach (var token in result.Tokens)
        {
            if (ProfileNames.Capabilities.TryGetValue(token.Value, out var capability)) capabilities.Add(capability);
            else result.AddError(NotOneOf(token.Value, [.. ProfileNames.Capabilities.Keys]));
        }

        return [.. capabilities];
    }

    private static string NotOneOf(string text, IReadOnlyCollection<string> names) => $"\"{text}\" is not one of {string.Join(", ", names)}{(NearestName.Find(text, names) is { } nearest ? $"; did you mean \"{nearest}\"?" : "")}";
}
