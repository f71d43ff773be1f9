using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Xml.Linq;

using CredFunctions.IntegrationTests.Azurite;
using CredFunctions.Reports;
using CredFunctions.Tests.Building;
using CredFunctions.Tests.Evidence;

namespace CredFunctions.IntegrationTests.Evidence;

/// <summary>The tables of evidence in a real spreadsheet program, with its settings as they come.</summary>
public sealed class SpreadsheetTests : IDisposable
{
    /// <summary>Set where the test must not be skipped because there is no LibreOffice.</summary>
    private const string Required = "CREDFUNCTIONS_REQUIRE_LIBREOFFICE";

    private static readonly XNamespace Table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private static readonly XNamespace Paragraph = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("credfunctions-tests-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Every_cell_is_the_text_that_was_written_and_no_cell_is_a_formula()
    {
        const string Missing = "No soffice is in the PATH (Debian: apt-get install libreoffice-calc).";
        var soffice = NodeTools.Find("soffice");
        if (soffice is null && !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Required)))
            Assert.Fail(Missing);
        Assert.SkipWhen(soffice is null, Missing);
        await WriteAsync();
        var tables = Directory.GetFiles(folder.FullName, "*.csv");

        await ConvertAsync(soffice, tables);

        tables.Should().HaveCountGreaterThan(5);
        foreach (var path in tables)
        {
            var written = StrictCsv.Read(Encoding.UTF8.GetString(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken)));
            var shown = Shown(Path.Combine(folder.FullName, "converted", Path.ChangeExtension(Path.GetFileName(path), "fods")));
            foreach (var cell in written.SelectMany(row => row).Where(cell => cell.Value.Length > 0 && !IsDate(cell.Value)))
                shown.Should().Contain(cell.Value, $"{cell.Key} of {Path.GetFileName(path)}");
        }

        Shown(Path.Combine(folder.FullName, "converted", "accounts.fods")).Should().Contain("'100000000001").And.Contain("'=1+1");
        Shown(Path.Combine(folder.FullName, "converted", "controls.fods")).Should().Contain(["CIS 2.10", "'6.0"]);
    }

    private async Task WriteAsync()
    {
        var report = Report.Of(
            AccountRow.Clean("100000000001").With(Column.Username, "=1+1").With(Column.MfaDeviceActive, "FALSE"),
            AccountRow.Clean("200000000002").With(Column.Username, "00042").With(Column.LoginProtectionActive, "?")).Bytes();
        foreach (var (name, bytes) in (await WrittenEvidence.OfAsync(report)).Files)
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, name), bytes, TestContext.Current.CancellationToken);
    }

    private async Task ConvertAsync(string soffice, string[] tables)
    {
        string[] arguments =
        [
            $"-env:UserInstallation=file://{folder.FullName}/profile", "--headless", "--norestore", "--convert-to", "fods",
            "--outdir", Path.Combine(folder.FullName, "converted"), .. tables,
        ];
        using var process = Process.Start(new ProcessStartInfo(soffice, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.Should().Be(0, await error);
    }

    private static HashSet<string> Shown(string path)
    {
        var cells = XDocument.Load(path).Descendants(Table + "table-cell").ToList();
        cells.Should().NotBeEmpty().And.OnlyContain(cell => cell.Attribute(Table + "formula") == null, path);
        return [.. cells.Select(cell => string.Join('\n', cell.Elements(Paragraph + "p").Select(text => text.Value)))];
    }

    // A date stays the same date, shown as the country of its reader writes it.
    private static bool IsDate(string cell) => DateTimeOffset.TryParseExact(
        cell, ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss'Z'"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);
}
