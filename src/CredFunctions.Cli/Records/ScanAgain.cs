using CredFunctions.Cli.Scanning;
using CredFunctions.Runs;

namespace CredFunctions.Cli.Records;

/// <summary>How a report that a scan recorded goes on: no watch looks after it, so its file is scanned again.</summary>
internal static class ScanAgain
{
    /// <summary>The command; null for a report that did not come from a scan.</summary>
    public static async Task<string?> CommandAsync(OpenedStore records, ReportRecord report, CancellationToken cancellationToken)
    {
        if (records.Azure is not null || !ScannedFile.IsNamed(report.Name))
            return null;

        // Where it was scanned under several names, the file may be left under one of them.
        var uploads = await records.Store.ReadUploadsAsync(report.Source, cancellationToken)
            .Where(upload => upload.ReportId == report.ReportId)
            .OrderBy(upload => upload.Name != report.Name)
            .ToListAsync(cancellationToken);
        var upload = uploads.Find(upload => IsThere(upload.Name, report.Sha256)) ?? uploads.Find(upload => upload.Name == report.Name);
        var source = report.Source == SourceName.Default ? "" : $" --source {report.Source}";
        var asOf = upload?.GivenAsOf is { } given ? $" --as-of {ShellWord.Of(given)}" : "";
        return $"credfunctions scan {ShellWord.Of(upload?.Name ?? report.Name)}{source}{asOf} {records.Option}";
    }

    private static bool IsThere(string name, string sha256)
    {
        using var content = ScannedFile.Find(name, sha256)?.Content;
        return content is not null;
    }
}

/// <summary>A word as it has to be typed, where a sentence recommends a command.</summary>
internal static class ShellWord
{
    public static string Of(string text) =>
        text.Length > 0 && text.All(
            character => char.IsAsciiLetterOrDigit(character) || "/\\._-:+@".Contains(character, StringComparison.Ordinal))
            ? text
            : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
