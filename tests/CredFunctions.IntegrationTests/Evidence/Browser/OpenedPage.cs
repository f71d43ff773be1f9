using Microsoft.Playwright;

namespace CredFunctions.IntegrationTests.Evidence.Browser;

/// <summary>A page from a file, and everything it said and asked for meanwhile.</summary>
internal sealed class OpenedPage : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("credfunctions-tests-");

    private OpenedPage(IPage page) => Page = page;

    public IPage Page { get; }

    /// <summary>Whatever the console says, errors of the page's own policy too.</summary>
    public List<string> Said { get; } = [];

    public List<string> Requests { get; } = [];

    public static async Task<OpenedPage> OpenAsync(IBrowser browser, string html, int width = 1280, bool withScript = true, ColorScheme scheme = ColorScheme.Light)
    {
        var page = await browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = width, Height = 900 }, JavaScriptEnabled = withScript, ColorScheme = scheme });
        var opened = new OpenedPage(page);
        page.Console += (_, message) => opened.Said.Add(message.Text);
        page.PageError += (_, error) => opened.Said.Add(error);
        page.Request += (_, request) => opened.Requests.Add(request.Url);
        var path = Path.Combine(opened.folder.FullName, "report.html");
        await File.WriteAllTextAsync(path, html);
        await page.GotoAsync(new Uri(path).AbsoluteUri, new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
        return opened;
    }

    public async ValueTask DisposeAsync()
    {
        await Page.CloseAsync();
        folder.Delete(recursive: true);
    }
}
