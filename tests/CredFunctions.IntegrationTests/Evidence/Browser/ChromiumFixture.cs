using CredFunctions.IntegrationTests.Azurite;

using Microsoft.Playwright;

namespace CredFunctions.IntegrationTests.Evidence.Browser;

/// <summary>The Chromium of this machine, without a window.</summary>
public sealed class ChromiumFixture : IAsyncLifetime
{
    /// <summary>Set where a test must not be skipped because there is no browser.</summary>
    private const string Required = "CREDFUNCTIONS_REQUIRE_CHROMIUM";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "chrome"];

    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>The browser. Skips the test where there is none, unless it has to be there.</summary>
    public IBrowser Browser
    {
        get
        {
            const string Missing = "No Chromium is in the PATH (Debian: apt-get install chromium).";
            if (browser is null && !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Required)))
                Assert.Fail(Missing);
            Assert.SkipWhen(browser is null, Missing);
            return browser;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (Names.Select(NodeTools.Find).FirstOrDefault(path => path is not null) is not { } chromium)
            return;

        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }
}
