using System.Text;

using CredFunctions.Reports;

namespace CredFunctions.Tests.Building;

/// <summary>What the reader made of a report, kept after the reader is gone.</summary>
public sealed record Reading(
    string Encoding, IReadOnlyList<IReadOnlyDictionary<Column, string>> Accounts, IReadOnlyList<UnreadableRow> Unreadable, IReadOnlyList<string> UnknownColumns)
{
    public IEnumerable<string> Ids => Accounts.Select(account => account[Column.AccountId]);

    /// <summary>The lines of the rows that could not be read.</summary>
    public IEnumerable<long> UnreadableLines => Unreadable.Select(row => row.Line);

    public static Reading Of(string text) => Of(new UTF8Encoding(false).GetBytes(text));

    public static Reading Of(byte[] bytes) => Of(new MemoryStream(bytes));

    public static Reading Of(Stream stream)
    {
        var accounts = new List<IReadOnlyDictionary<Column, string>>();
        var file = ReportFile.Inspect(stream);
        using var reader = ReportReader.Open(file, stream, ReportTime.DefaultOffset);
        while (reader.Read())
            accounts.Add(Columns.All.Where(reader.Account.Has).ToDictionary(column => column, reader.Account.TextOf));

        reader.AccountCount.Should().Be(accounts.Count);
        reader.RowCount.Should().Be(accounts.Count + reader.UnreadableRowCount);
        return new Reading(file.Encoding.Name, accounts, [.. reader.UnreadableRows], [.. reader.UnknownColumns]);
    }

    /// <summary>Why the report is rejected.</summary>
    public static Rejection Refused(byte[] bytes)
    {
        var reading = () => Of(bytes);
        return reading.Should().Throw<ReportRejectedException>().Which.Rejection;
    }

    public static Rejection Refused(string text) => Refused(new UTF8Encoding(false).GetBytes(text));

    /// <summary>Something of the account of a report with one row.</summary>
    public static T Account<T>(Report report, Func<Account, T> what)
    {
        using var stream = new MemoryStream(report.Bytes());
        using var reader = ReportReader.Open(ReportFile.Inspect(stream), stream, ReportTime.DefaultOffset);
        reader.Read().Should().BeTrue();
        return what(reader.Account);
    }

    public static T Account<T>(AccountRow row, Func<Account, T> what) => Account(Report.Of(row), what);

    public void ShouldBe(Reading other)
    {
        Accounts.Should().HaveCount(other.Accounts.Count);
        foreach (var (account, same) in Accounts.Zip(other.Accounts))
            account.Should().Equal(same);
        Unreadable.Should().Equal(other.Unreadable);
        UnknownColumns.Should().Equal(other.UnknownColumns);
    }
}
