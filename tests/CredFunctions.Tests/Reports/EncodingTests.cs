using System.Text;

using CredFunctions.Reports;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Reports;

public sealed class EncodingTests
{
    // Two-byte and four-byte codes of GB18030, and a character outside the BMP.
    private const string ChineseName = "张伟㐀龦𠮷";

    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding(54936)!;

    public static TheoryData<string, byte[], string> Encodings => new()
    {
        { "utf-8", [], "utf-8" },
        { "utf-8", [0xEF, 0xBB, 0xBF], "utf-8" },
        { "utf-16le", [0xFF, 0xFE], "utf-16" },
        { "utf-16be", [0xFE, 0xFF], "utf-16BE" },
        { "gb18030", [], "gb18030" },
    };

    public static TheoryData<string, byte[]> NotText => new()
    {
        { "a byte that neither UTF-8 nor GB18030 has", [0xFF] },
        { "half a GB18030 character at the end", [0xD5, 0xC5, 0xCE] },
        { "a GB18030 lead byte before a line end", [0xD5, 0x0A] },
        { "a NUL", [0x61, 0x00, 0x62] },
        { "a NUL in what is only GB18030", [0xD5, 0xC5, 0x00] },
    };

    public static TheoryData<string, byte[]> Signatures => new()
    {
        { "it is a ZIP archive or an Excel workbook", "PK\u0003\u0004rest"u8.ToArray() },
        { "it is a ZIP archive or an Excel workbook", "PK\u0005\u0006rest"u8.ToArray() },
        { "it is compressed by gzip", [0x1F, 0x8B, 8, 0, 1, 2] },
        { "it is a ZIP archive or an Excel workbook", "PK\u0007\u0008rest"u8.ToArray() },
        { "it is an old Excel workbook", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Reads_the_same_account_from_every_encoding_and_names_it(string name, byte[] mark, string encoding)
    {
        var report = Report.Of(AccountRow.Clean().With(Column.Username, ChineseName));

        var reading = Reading.Of([.. mark, .. report.Bytes(EncodingOf(encoding))]);

        reading.Encoding.Should().Be(name);
        reading.Accounts.Should().ContainSingle().Which[Column.Username].Should().Be(ChineseName);
        reading.UnknownColumns.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(NotText))]
    public void Rejects_what_is_not_text(string what, byte[] bytes) =>
        Reading.Refused([.. Report.Of(AccountRow.Clean()).Bytes(), .. bytes]).Reason.Should().Contain("not text", what);

    [Theory]
    [MemberData(nameof(Signatures))]
    public void Rejects_archives_and_workbooks(string what, byte[] bytes) =>
        Reading.Refused([.. bytes, .. Report.Of(AccountRow.Clean()).Bytes()]).Reason.Should().StartWith($"The file is not text: {what}.");

    [Theory]
    [InlineData("utf-16", true, "a lone low surrogate", new byte[] { 0x00, 0xDC })]
    [InlineData("utf-16", true, "a lone high surrogate", new byte[] { 0x00, 0xD8, 0x61, 0x00 })]
    [InlineData("utf-16", true, "a high surrogate at the end", new byte[] { 0x00, 0xD8 })]
    [InlineData("utf-16", true, "half a code unit", new byte[] { 0x61 })]
    [InlineData("utf-16", true, "a NUL", new byte[] { 0x00, 0x00 })]
    [InlineData("utf-16BE", false, "a lone low surrogate", new byte[] { 0xDC, 0x00 })]
    [InlineData("utf-16BE", false, "half a code unit", new byte[] { 0x61 })]
    [InlineData("utf-16BE", false, "a NUL", new byte[] { 0x00, 0x00 })]
    public void Rejects_invalid_utf_16(string encoding, bool littleEndian, string what, byte[] end)
    {
        byte[] mark = littleEndian ? [0xFF, 0xFE] : [0xFE, 0xFF];
        var report = Report.Of(AccountRow.Clean()).Bytes(EncodingOf(encoding));

        Reading.Refused([.. mark, .. report, .. end]).Reason.Should().Contain("not text", what);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void Does_not_guess_utf_16_without_a_mark(string encoding) =>
        Reading.Refused(Report.Of(AccountRow.Clean()).Bytes(EncodingOf(encoding))).Reason.Should().Contain("not text");

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF })]
    [InlineData(new byte[] { 0xFF, 0xFE })]
    [InlineData(new byte[] { 0xFE, 0xFF })]
    [InlineData(new byte[] { 0x0A })]
    [InlineData(new byte[] { 0x0D, 0x0A, 0x0D, 0x0A })]
    public void Rejects_an_empty_report(byte[] bytes) => Reading.Refused(bytes).Reason.Should().Contain("empty");

    [Theory]
    [InlineData(new byte[] { 0x50 })]
    [InlineData(new byte[] { 0x50, 0x4B })]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0xD0, 0xCF, 0x11 })]
    [InlineData(new byte[] { 0xEF, 0xBB })]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x61 })]
    public void Rejects_a_file_of_a_few_bytes(byte[] bytes) => Reading.Refused(bytes).Reason.Should().NotBeEmpty();

    [Theory]
    [InlineData(0x10FFFF)]
    [InlineData(0xFFFF)]
    [InlineData(0xFFFD)]
    [InlineData(0x1)]
    [InlineData(0x1A)]
    public void Reads_characters_that_are_odd_but_valid(int codePoint)
    {
        var name = $"a{char.ConvertFromUtf32(codePoint)}b";

        Report.Of(AccountRow.Clean().With(Column.Username, name)).Read().Accounts.Single()[Column.Username].Should().Be(name);
    }

    // The check for UTF-8 goes block by block; a character may lie across the edge of one.
    [Theory]
    [InlineData("é")]
    [InlineData("张")]
    [InlineData("𠮷")]
    public void Sees_utf_8_where_a_character_lies_across_blocks(string character)
    {
        const int Block = 256 * 1024;
        var start = Report.Of(AccountRow.Clean()).Text();
        var end = AccountRow.Clean("2").With(Column.Username, character).Csv();
        var before = end.IndexOf(character, StringComparison.Ordinal);
        for (var shift = 0; shift < 4; shift++)
        {
            // The first read is four bytes long, so blocks may count from there as well: both edges are tried.
            foreach (var edge in new[] { Block, Block + 4 })
            {
                var text = start + new string('\n', edge - shift - start.Length - before) + end;

                var reading = Reading.Of(text);

                reading.Encoding.Should().Be("utf-8");
                reading.Accounts[1][Column.Username].Should().Be(character);
            }
        }
    }

    // Decoding goes block by block as well, here over several of them and cut at every place of a character.
    [Theory]
    [MemberData(nameof(Encodings))]
    public void Reads_long_reports_the_same_from_every_encoding(string name, byte[] mark, string encoding)
    {
        for (var shift = 0; shift < 4; shift++)
        {
            var rows = Enumerable.Range(1, 60).Select(id => AccountRow.Clean($"{id}")
                .With(Column.Username, new string('x', shift) + string.Concat(Enumerable.Repeat(ChineseName, 600))));
            var report = Report.Of(rows).WithLineEnd("\r\n");

            var reading = Reading.Of([.. mark, .. report.Bytes(EncodingOf(encoding))]);

            reading.Encoding.Should().Be(name);
            reading.ShouldBe(report.Read());
        }
    }

    [Fact]
    public void Falls_back_to_gb18030_where_utf_8_ends_within_a_character()
    {
        // "浣犲ソ" in GB18030 is "你好" in UTF-8, and one byte more makes it GB18030 only.
        byte[] bytes = [.. Report.Of(AccountRow.Clean()).Bytes(), 0xE4, 0xBD, 0xA0, 0xE5, 0xA5, 0xBD, 0xE4, 0xBD];

        var reading = Reading.Of(bytes);

        reading.Encoding.Should().Be("gb18030");
        reading.UnreadableLines.Should().Equal(3);
    }

    [Fact]
    public void Identifies_a_report_by_the_hash_of_its_bytes()
    {
        using var stream = new TrickleStream("abc"u8.ToArray());

        var file = ReportFile.Inspect(stream);

        file.Sha256.Should().Be("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        file.Length.Should().Be(3);
        ReportFile.Sha256Of(stream).Should().Be(file.Sha256);
    }

    private static Encoding EncodingOf(string name) => name is "gb18030" ? Gb18030 : name switch
    {
        "utf-8" => new UTF8Encoding(false),
        "utf-16" => new UnicodeEncoding(false, false),
        _ => new UnicodeEncoding(true, false),
    };
}
