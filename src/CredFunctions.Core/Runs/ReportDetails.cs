using CredFunctions.Reports;

namespace CredFunctions.Runs;

/// <summary>What is known about a report that was read, other than its accounts and counts.</summary>
public sealed record ReportDetails
{
    /// <summary>The name of the encoding; see <see cref="ReportEncoding"/>.</summary>
    public required string Encoding { get; init; }

    public required long Length { get; init; }

    /// <summary>Data rows, unreadable ones included.</summary>
    public required long Rows { get; init; }

    public required long Accounts { get; init; }
    public required long UnreadableRowCount { get; init; }

    /// <summary>The first <see cref="ReportReader.MaxListedUnreadableRows"/> of them.</summary>
    public IReadOnlyList<UnreadableRow> UnreadableRows { get; init; } = [];

    /// <summary>Columns that are not known and were ignored; what looks like a SecretId is masked.</summary>
    public IReadOnlyList<string> UnknownColumns { get; init; } = [];

    /// <summary>Whether the report has the one optional column.</summary>
    public required bool HasLastConsoleLogin { get; init; }

    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<string> NotCovered => Rules.RuleCatalogue.NotCoveredBy(HasLastConsoleLogin, Encoding);

    /// <summary>The details of a report that was read to its end.</summary>
    public static ReportDetails Of(ReportFile file, ReportReader reader) => new()
    {
        Encoding = file.Encoding.Name,
        Length = file.Length,
        Rows = reader.RowCount,
        Accounts = reader.AccountCount,
        UnreadableRowCount = reader.UnreadableRowCount,
        UnreadableRows = [.. reader.UnreadableRows],
        UnknownColumns = [.. reader.UnknownColumns.Select(Reports.SecretIdRedaction.Apply)],
        HasLastConsoleLogin = reader.HasLastConsoleLogin,
    };
}
