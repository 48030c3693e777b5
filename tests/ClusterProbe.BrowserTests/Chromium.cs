using Microsoft.Playwright;

namespace ClusterProbe.BrowserTests;

/// <summary>The browser that all tests share. Where there is none the tests are skipped, and in continuous integration they fail.</summary>
[SetUpFixture]
internal sealed class Chromium
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private static IPlaywright? playwright;
    private static IBrowser? browser;

    /// <summary>The browser.</summary>
    public static IBrowser Browser => browser ?? throw new InvalidOperationException("The browser is not started.");

    [OneTimeSetUp]
    public async Task Start()
    {
        var program = Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } chosen ? chosen : Places.FirstOrDefault(File.Exists);
        if (program is null)
        {
            const string missing = "There is no Chromium at /usr/bin/chromium; install it, or name it by CHROMIUM.";
            if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(missing);
            Assert.Ignore(missing);
        }

        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = program,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
            ],
        });
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
    }
}
