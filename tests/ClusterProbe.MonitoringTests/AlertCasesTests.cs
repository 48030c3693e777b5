using System.Diagnostics;
using ClusterProbe.Monitoring;
using ClusterProbe.Monitoring.Rules;
using ClusterProbe.Monitoring.Servers;
using YamlDotNet.RepresentationModel;

namespace ClusterProbe.MonitoringTests;

/// <summary>Every alert fires, does not fire, and recovers in cases that promtool runs.</summary>
internal sealed class AlertCasesTests
{
    private static string Folder => Repository.Locate("dashboards/rules/tests");

    [TestCaseSource(nameof(Alerts))]
    public void Alert_HasTheThreeCases(string alert)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(File.ReadAllText(Path.Combine(Folder, $"{alert}.yaml"))));
        var cases = ((YamlSequenceNode)stream.Documents[0].RootNode["tests"]).ToDictionary(test => test["name"].ToString(), test => Expectations(test, alert));
        Assert.Multiple(() =>
        {
            Assert.That(cases.Keys, Is.EqualTo(new[] { "fires", "does not fire", "recovers" }));
            Assert.That(cases["fires"], Is.EqualTo(new[] { false, true }), "not yet, then it does");
            Assert.That(cases["does not fire"], Is.Not.Empty.And.All.False);
            Assert.That(cases["recovers"], Is.EqualTo(new[] { true, false }), "it does, then no more");
        });
    }

    [Test]
    public void Cases_AreOfAlertsThatExist()
        => Assert.That(Directory.GetFiles(Folder).Select(Path.GetFileNameWithoutExtension), Is.EquivalentTo(Alerts));

    [Test, Category(MonitoringPrograms.Category)]
    public async Task Promtool_AcceptsTheRules() => await PromtoolAsync("check", "rules", "--lint=all", "--lint-fatal", Repository.Locate(RuleFile.Path));

    [TestCaseSource(nameof(Alerts)), Category(MonitoringPrograms.Category)]
    public async Task Promtool_PassesTheCases(string alert) => await PromtoolAsync("test", "rules", Path.Combine(Folder, $"{alert}.yaml"));

    private static async Task PromtoolAsync(params string[] arguments)
    {
        MonitoringPrograms.Require();
        using var process = Process.Start(new ProcessStartInfo(MonitoringProgram.Find("promtool")!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero, await output + await errors);
    }

    /// <summary>Whether the alert is expected, in the order of time.</summary>
    private static bool[] Expectations(YamlNode test, string alert) => [.. ((YamlSequenceNode)test["alert_rule_test"])
        .Where(expectation => expectation["alertname"].ToString() == alert)
        .OrderBy(expectation => int.Parse(expectation["eval_time"].ToString().TrimEnd('m')))
        .Select(expectation => ((YamlSequenceNode)expectation["exp_alerts"]).Children.Count > 0)];

    private static IEnumerable<string> Alerts => RuleFile.Parse(Repository.Read(RuleFile.Path)).Alerts.Select(alert => alert.Name);
}
