using System.Text;

using CredFunctions.Channels;
using CredFunctions.Evidence;
using CredFunctions.Evidence.Integrity;
using CredFunctions.IntegrationTests.Azurite;
using CredFunctions.Languages;
using CredFunctions.Policy.Json;
using CredFunctions.Reports;
using CredFunctions.Tests.Building;
using CredFunctions.Tests.Evidence;

using Microsoft.Playwright;

namespace CredFunctions.IntegrationTests.Evidence.Browser;

/// <summary>The page of evidence as a browser has it.</summary>
public sealed class ReportPageBrowserTests(ChromiumFixture chromium) : IClassFixture<ChromiumFixture>
{
    [Theory]
    [InlineData("first")]
    [InlineData("later")]
    [InlineData("damaged")]
    [InlineData("clean")]
    [InlineData("index")]
    [InlineData("overview")]
    public async Task Opens_without_an_error_and_asks_nobody_for_anything(string kind)
    {
        await using var opened = await OpenedPage.OpenAsync(chromium.Browser, await PageAsync(kind));

        opened.Said.Should().BeEmpty();
        opened.Requests.Should().ContainSingle().Which.Should().StartWith("file://").And.EndWith("/report.html");
    }

    [Theory]
    [InlineData("first", 1280, ColorScheme.Light)]
    [InlineData("first", 390, ColorScheme.Light)]
    [InlineData("first", 390, ColorScheme.Dark)]
    [InlineData("later", 1280, ColorScheme.Light)]
    [InlineData("later", 1280, ColorScheme.Dark)]
    [InlineData("damaged", 1280, ColorScheme.Light)]
    [InlineData("clean", 390, ColorScheme.Light)]
    [InlineData("index", 390, ColorScheme.Light)]
    [InlineData("overview", 390, ColorScheme.Dark)]
    [InlineData("overview", 1280, ColorScheme.Light)]
    public async Task Passes_the_checks_for_names_roles_and_contrast(string kind, int width, ColorScheme scheme)
    {
        await using var opened = await OpenedPage.OpenAsync(chromium.Browser, await PageAsync(kind), width, scheme: scheme);

        await opened.Page.EvaluateAsync(await AxeAsync());
        var violations = await opened.Page.EvaluateAsync<string[]>(
            "async () => (await axe.run()).violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${rule.help}: ${node.html}: ${node.failureSummary}`))");

        violations.Should().BeEmpty();
    }

    [Fact]
    public async Task Filters_accounts_by_text_and_severity()
    {
        await using var opened = await OpenedPage.OpenAsync(chromium.Browser, await PageAsync("first"));
        var rows = opened.Page.Locator("#account-table tbody tr:visible");
        var all = await rows.CountAsync();

        await opened.Page.GetByRole(AriaRole.Searchbox).FillAsync("CI-DEPLOY");
        (await rows.CountAsync()).Should().Be(1);
        (await opened.Page.Locator("#filter-count").InnerTextAsync()).Should().Be($"1 of {all} accounts shown");

        await opened.Page.GetByRole(AriaRole.Searchbox).FillAsync("");
        await opened.Page.GetByRole(AriaRole.Combobox).SelectOptionAsync("critical");
        (await rows.CountAsync()).Should().BeInRange(1, all - 1);
        (await opened.Page.Locator("#account-table tbody tr:visible:not(:has(.badge.critical))").CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task Sorts_by_a_column_with_the_keyboard_and_says_so()
    {
        await using var opened = await OpenedPage.OpenAsync(chromium.Browser, await PageAsync("first"));
        var header = opened.Page.Locator("#account-table thead th", new PageLocatorOptions { HasText = "Account" });

        await header.GetByRole(AriaRole.Button).FocusAsync();
        await opened.Page.Keyboard.PressAsync("Enter");

        (await header.GetAttributeAsync("aria-sort")).Should().Be("ascending");
        var ids = await opened.Page.Locator("#account-table tbody th").AllInnerTextsAsync();
        ids.Should().BeInAscendingOrder(StringComparer.Ordinal);

        await opened.Page.Keyboard.PressAsync("Enter");

        (await header.GetAttributeAsync("aria-sort")).Should().Be("descending");
        (await opened.Page.Locator("#account-table tbody th").AllInnerTextsAsync()).Should().Equal(ids.Reverse());
    }

    [Fact]
    public async Task Says_everything_without_its_script()
    {
        await using var with = await OpenedPage.OpenAsync(chromium.Browser, await PageAsync("later"));
        await using var without = await OpenedPage.OpenAsync(chromium.Browser, await PageAsync("later"), withScript: false);

        (await without.Page.Locator("#filter").IsVisibleAsync()).Should().BeFalse();
        (await with.Page.Locator("#filter").IsVisibleAsync()).Should().BeTrue();
        (await without.Page.Locator("tbody tr").CountAsync()).Should().Be(await with.Page.Locator("tbody tr").CountAsync());
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Is_never_wider_than_the_window(int width)
    {
        await using var opened = await OpenedPage.OpenAsync(chromium.Browser, await PageAsync("later"), width);

        (await opened.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).Should().BeLessThanOrEqualTo(width);
    }

    [Fact]
    public async Task A_thousand_accounts_print_on_twelve_sheets_of_A4_at_most()
    {
        var report = new StringBuilder(Report.Header).Append('\n');
        for (var number = 0; number < 1_000; number++)
            report.Append(AccountRow.Clean($"1{number:00000000000}").With(Column.MfaDeviceActive, "FALSE").With(Column.LoginProtectionActive, "?").Csv()).Append('\n');
        var written = await WrittenEvidence.OfAsync(Encoding.UTF8.GetBytes(report.ToString()));
        await using var opened = await OpenedPage.OpenAsync(chromium.Browser, written.Page);

        var pdf = Encoding.Latin1.GetString(await opened.Page.PdfAsync(new PagePdfOptions { PreferCSSPageSize = true }));

        System.Text.RegularExpressions.Regex.Count(pdf, "/Type */Page[^s]").Should().BeInRange(1, 12);
    }

    [Fact]
    public async Task The_verdict_fits_one_screen()
    {
        await using var opened = await OpenedPage.OpenAsync(chromium.Browser, await PageAsync("later"));

        var figures = (await opened.Page.Locator(".figures").BoundingBoxAsync())!;
        (figures.Y + figures.Height).Should().BeLessThanOrEqualTo(900);
    }

    [Fact]
    public async Task Nothing_that_a_user_is_called_runs()
    {
        const string Hostile = "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>";
        var written = await WrittenEvidence.OfAsync(
            Report.Of(AccountRow.Clean().With(Column.Username, Hostile).With(Column.MfaDeviceActive, "FALSE")).Bytes(), name: $"{Hostile}.csv");

        await using var opened = await OpenedPage.OpenAsync(chromium.Browser, written.Page);

        opened.Said.Should().BeEmpty();
        opened.Requests.Should().ContainSingle();
        (await opened.Page.TitleAsync()).Should().Be("Credentials of acme, 2026-11-01");
        (await opened.Page.Locator("#account-table bdi").InnerTextAsync()).Should().Be(Hostile);
    }

    [Fact]
    public async Task A_hundred_thousand_findings_open_within_seconds()
    {
        var report = new StringBuilder(Report.Header).Append('\n');
        for (var number = 0; number < 50_000; number++)
            report.Append(AccountRow.Clean($"1{number:00000000000}").With(Column.MfaDeviceActive, "FALSE").With(Column.LoginProtectionActive, "FALSE").Csv()).Append('\n');
        var written = await WrittenEvidence.OfAsync(Encoding.UTF8.GetBytes(report.ToString()));

        await using var opened = await OpenedPage.OpenAsync(chromium.Browser, written.Page);

        (await opened.Page.Locator("#account-table tbody tr").CountAsync()).Should().Be(500);
        (await opened.Page.EvaluateAsync<double>("() => performance.getEntriesByType('navigation')[0].domComplete")).Should().BeLessThan(10_000);
    }

    private static async Task<string> PageAsync(string kind)
    {
        var sample = await BytesAsync("samples/credential-report.csv");
        var policy = PolicyFile.Read(await BytesAsync("samples/policy.json"), ChannelKinds.Readers).Policy!.For("default");
        if (kind is "clean")
            return (await WrittenEvidence.OfAsync(AccountRow.Clean())).Page;
        if (kind is "index" or "overview")
            return Encoding.UTF8.GetString(await ListAsync(kind));
        if (kind is "damaged")
            return (await WrittenEvidence.OfAsync(await BytesAsync("samples/damaged-report.csv"))).Page;
        if (kind is "first")
            return (await WrittenEvidence.OfAsync(sample, policy)).Page;

        var history = new EvidenceHistory();
        await history.AddAsync(-14, AccountRow.Clean(), AccountRow.Clean("100000000003"), AccountRow.Clean("100000000099").With(Column.MfaDeviceActive, "FALSE"));
        await history.AddAsync(-7, AccountRow.Clean(), AccountRow.Clean("100000000003"), AccountRow.Machine().With(Column.AccountId, "100000000098"));
        return (await history.AddAsync(0, sample, policy)).Page;
    }

    private static Task<byte[]> ListAsync(string kind)
    {
        var index = SourceIndex.Empty("company-a");
        for (var day = 0; day < 3; day++)
        {
            index.Add(
                new RunManifest
                {
                    Source = "company-a",
                    ReportId = $"{day}",
                    Run = 1,
                    AsOf = AccountRow.AsOf.AddDays(day),
                    AsOfFrom = "given",
                    Report = new ManifestFile("r.csv", 1, ""),
                    Policy = "",
                    Catalogue = 2,
                    Program = "1.0.0",
                    Status = "complete",
                    Verdict = $"{day} findings on {day} of 30 accounts: {day} high.",
                    Open = day,
                    Worst = day == 0 ? "" : $"high: console-mfa-disabled ({day})",
                    Files = [],
                },
                $"{day}");
        }

        var overview = new Overview();
        overview.Add("company-a", index);
        overview.Add("company-b", index: null);
        return kind is "index" ? index.PageAsync(Language.English) : overview.PageAsync(Language.English);
    }

    private static Task<byte[]> BytesAsync(string path) => File.ReadAllBytesAsync(RepositoryFile.At(path), TestContext.Current.CancellationToken);

    private static async Task<string> AxeAsync()
    {
        var npm = NodeTools.Find("npm");
        Assert.SkipWhen(npm is null, "The checks come with npm, which is not in the PATH.");
        return await File.ReadAllTextAsync(await NodeTools.InstallAsync(npm, "axe-core/axe.min.js"), TestContext.Current.CancellationToken);
    }
}
