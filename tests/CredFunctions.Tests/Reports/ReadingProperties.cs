using System.Text;

using CredFunctions.Reports;
using CredFunctions.Tests.Building;
using CredFunctions.Tests.Model;

using CsvHelper;

using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CredFunctions.Tests.Reports;

/// <summary>What holds of every report, however it looks.</summary>
[Trait(Speed.Trait, Speed.Slow)]
public sealed class ReadingProperties
{
    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding(54936)!;

    // Text that quoting, trimming and the words of cells meet in.
    private static readonly string[] Pieces =
    [
        "a", "B", "7", " ", "\t", "\"", "\"\"", ",", ";", "\n", "\r", "\r\n", "-", "_", "N/A", "TRUE", "FALSE", "not_supported", "Active", "2026-01-01",
        "10:00", "+08:00", "张", "é", "\uFEFF", "\u200B", "\u3000", "𠮷", "\u0085", "\u2028", "'", "=", "\\", "#", "sep=",
    ];

    private static readonly Gen<string> AnyText = Gen.Elements(Pieces).ArrayOf().Resize(8).Select(string.Concat);

    private static readonly Gen<AccountRow> AnyRow = AnyText.ArrayOf(Columns.Count).Select(cells =>
    {
        var row = AccountRow.Clean();
        foreach (var column in Columns.All.Where(column => column is not Column.AccountId))
            row.With(column, cells[(int)column]);
        return row;
    });

    /// <summary>Rows of any cells whose ids differ.</summary>
    private static readonly Gen<AccountRow[]> AnyRows = AnyRow.NonEmptyListOf().Resize(6)
        .Select(rows => rows.Select((row, index) => row.With(Column.AccountId, $"{index + 1}")).ToArray());

    [Property(MaxTest = 1000)]
    public Property Any_bytes_are_a_result_or_a_refusal() =>
        Prop.ForAll(Gen.Choose(0, 255).Select(number => (byte)number).ArrayOf().Resize(600).ToArbitrary(), IsReadOrRefused);

    [Property(MaxTest = 1000)]
    public Property A_report_with_any_bytes_in_it_is_a_result_or_a_refusal()
    {
        var clean = Report.Of(AccountRow.Clean("1"), AccountRow.Machine().With(Column.AccountId, "2").With(Column.Username, "张,\"\n")).Text();
        var encoded = Gen.Elements<byte[]>([.. Encoding.UTF8.GetBytes(clean)], [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(clean)], Gb18030.GetBytes(clean));
        var change = from position in Gen.Choose(0, 10_000)
                     from removed in Gen.Choose(0, 40)
                     from added in Gen.OneOf(
                         Gen.Elements(Pieces).Select(Encoding.UTF8.GetBytes),
                         Gen.Choose(0, 255).Select(number => (byte)number).ArrayOf().Resize(4))
                     select (position, removed, added);
        var changed = from bytes in encoded
                      from changes in change.ArrayOf().Resize(5)
                      select changes.Aggregate(bytes, (before, each) => Changed(before, each.position, each.removed, each.added));
        return Prop.ForAll(changed.ToArbitrary(), IsReadOrRefused);
    }

    [Property(MaxTest = 300)]
    public Property What_a_csv_writer_writes_is_read_back_cell_by_cell() => Prop.ForAll(
        AnyRows.ToArbitrary(), Gen.Elements(',', ';', '\t').ToArbitrary(), Gen.Elements("\n", "\r\n", "\r").ToArbitrary(), (rows, separator, lineEnd) =>
        {
            var reading = Reading.Of(Written(rows, separator, lineEnd));

            reading.Unreadable.Should().BeEmpty();
            reading.Accounts.Should().HaveCount(rows.Length);
            foreach (var (account, row) in reading.Accounts.Zip(rows))
            {
                foreach (var column in Columns.All)
                    account[column].Should().Be(Trimmed(row[column]));
            }
        });

    [Property(MaxTest = 200)]
    public Property Reading_does_not_depend_on_how_the_stream_is_cut() => Prop.ForAll(
        AnyRows.ToArbitrary(), AnyText.ToArbitrary(), Gen.Choose(1, 7).ToArbitrary(), (rows, line, most) =>
        {
            var bytes = Report.Of(rows).Line(line.Replace("\"", "", StringComparison.Ordinal)).Bytes();

            Reading.Of(new TrickleStream(bytes, most)).ShouldBe(Reading.Of(bytes));
            Reading.Of(new TrickleStream([0xFF, 0xFE, .. Encoding.Convert(Encoding.UTF8, Encoding.Unicode, bytes)], most)).ShouldBe(Reading.Of(bytes));
        });

    [Property(MaxTest = 200)]
    public Property Reading_does_not_depend_on_the_encoding() => Prop.ForAll(AnyRows.ToArbitrary(), rows =>
    {
        var report = Report.Of(rows).Line("张");
        var expected = Reading.Of(report.Bytes());

        Reading.Of([0xFF, 0xFE, .. report.Bytes(Encoding.Unicode)]).ShouldBe(expected);
        Reading.Of([0xFE, 0xFF, .. report.Bytes(Encoding.BigEndianUnicode)]).ShouldBe(expected);
        Reading.Of([0xEF, 0xBB, 0xBF, .. report.Bytes()]).ShouldBe(expected);

        // GB18030 is what is left when the bytes are not UTF-8, which "张" alone sees to.
        var reading = Reading.Of(report.Bytes(Gb18030));
        reading.Encoding.Should().Be("gb18030");
        reading.ShouldBe(expected);
    });

    [Property(MaxTest = 2000)]
    public Property Rows_are_split_as_the_plainest_reader_splits_them() => Prop.ForAll(
        Gen.Elements("a", "b\"", "\"", "\"\"", "\"", ",", ",", "\n", "\r", "\r\n", "\",\"", "\",", ",\"").ArrayOf().Resize(24).Select(string.Concat).ToArbitrary(), tail =>
        {
            var text = Report.Of(AccountRow.Clean("1")).Text() + tail;
            var rows = RowModel.Of(text, ',', line: 1).ToList();
            if (rows.Contains(null))
            {
                Reading.Refused(text).Reason.Should().Contain("still open");
                return;
            }

            // No row of the tail has an account id, so each is unreadable but padding at the end, and says what is wrong and where.
            var reading = Reading.Of(text);
            reading.Ids.Should().Equal("1");
            var unreadable = rows.Skip(2).Select(row => row!).Reverse().SkipWhile(row => row.IsPadding).Reverse().ToList();
            reading.Unreadable.Select(row => (row.Line, row.Reason.Split(' ')[0])).Should().Equal(unreadable.Select(row => (row.Line, FirstWordOn(row))));
        });

    private static string FirstWordOn(RowModel row) =>
        row.IsBroken ? "broken"
        : row.IsPadding ? "empty"
        : row.Fields.Count == Columns.Count ? "the"
        : $"{row.Fields.Count}";

    private static void IsReadOrRefused(byte[] bytes)
    {
        try
        {
            var reading = Reading.Of(bytes);
            reading.Accounts.Should().NotBeEmpty();
            reading.Ids.Should().OnlyHaveUniqueItems();
        }
        catch (ReportRejectedException refusal)
        {
            refusal.Rejection.Reason.Should().NotBeEmpty();
        }
    }

    private static byte[] Changed(byte[] bytes, int position, int removed, byte[] added)
    {
        var from = position % (bytes.Length + 1);
        return [.. bytes[..from], .. added, .. bytes[Math.Min(bytes.Length, from + removed)..]];
    }

    private static byte[] Written(AccountRow[] rows, char separator, string lineEnd)
    {
        using var stream = new MemoryStream();
        using (var writer = CsvWriter.Create(stream, new CsvWriterOptions { Separator = separator, NewLine = lineEnd }, leaveOpen: true))
        {
            writer.WriteRecord(Columns.All.Select(Columns.NameOf).ToArray());
            foreach (var row in rows)
                writer.WriteRecord(Columns.All.Select(column => row[column]).ToArray());
        }

        return stream.ToArray();
    }

    // White_Space as .NET has it, and the two characters beyond.
    private static string Trimmed(string text)
    {
        for (var before = -1; before != text.Length;)
        {
            before = text.Length;
            text = text.Trim().Trim('\uFEFF', '\u200B');
        }

        return text;
    }
}
