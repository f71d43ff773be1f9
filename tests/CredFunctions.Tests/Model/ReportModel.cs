using System.Text;
using System.Text.RegularExpressions;

namespace CredFunctions.Tests.Model;

/// <summary>
/// What reading a report comes to, straight from the page that says how a report is read: from its bytes to the cells of its
/// accounts, by column and trimmed. It shares no code with the reader that it is held against.
/// </summary>
internal sealed partial class ReportModel
{
    private const string Optional = "lastconsolelogintime";

    private static readonly char[] Separators = [',', ';', '\t'];

    private static readonly string[] Required =
    [
        "accountid", "username", "usertype", "creationtime", "passwordenabled", "passwordlastrotation", "loginconsoleactive",
        "loginprotectionactive", "operationprotectionactive", "mfadeviceactive", "abnormalloginsnumwithin30days",
        .. KeyColumns(1), .. KeyColumns(2),
    ];

    private ReportModel(string? whyRejected)
    {
        WhyRejected = whyRejected;
    }

    /// <summary>Null where the report is read.</summary>
    public string? WhyRejected { get; }

    public string Encoding { get; private init; } = "";

    /// <summary>The readable rows: their trimmed cells by column, in the column's squeezed name.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Accounts { get; private init; } = [];

    /// <summary>The lines of the unreadable rows.</summary>
    public IReadOnlyList<long> UnreadableLines { get; private init; } = [];

    public static ReportModel Of(byte[] bytes)
    {
        if (bytes.Length == 0)
            return new("it is empty");
        if (bytes.AsSpan() is [0x50, 0x4B, 3, 4, ..] or [0x50, 0x4B, 5, 6, ..] or [0x50, 0x4B, 7, 8, ..] or [0xD0, 0xCF, 0x11, 0xE0, ..])
            return new("it is a file of another kind");
        if (Decoded(bytes) is not var (text, encoding))
            return new("it is not text");
        if (text.Contains('\0', StringComparison.Ordinal))
            return new("it holds a NUL");

        text = CtrlZ().Replace(text, "");
        var separatorLine = SeparatorLine().Match(text);
        text = text[separatorLine.Length..];
        return Read(text, separatorLine.Success ? 2 : 1, encoding);
    }

    private static IEnumerable<string> KeyColumns(int slot) =>
        new[] { "secretid", "maybeatrisk", "creationtime", "status", "lastuseddate", "createdover90days", "createdover30days" }.Select(name => $"accesskey{slot}{name}");

    private static (string Text, string Encoding)? Decoded(byte[] bytes)
    {
        if (bytes is [0xFF, 0xFE, ..])
            return Strictly(new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true), bytes[2..], "utf-16le");
        if (bytes is [0xFE, 0xFF, ..])
            return Strictly(new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true), bytes[2..], "utf-16be");
        var withoutMark = bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes[3..] : bytes;
        return Strictly(new UTF8Encoding(false, throwOnInvalidBytes: true), withoutMark, "utf-8")
            ?? Strictly(CodePagesEncodingProvider.Instance.GetEncoding(54936, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!, bytes, "gb18030");
    }

    private static (string Text, string Encoding)? Strictly(Encoding encoding, byte[] bytes, string name)
    {
        try
        {
            return (encoding.GetString(bytes), name);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static ReportModel Read(string text, long firstLine, string encoding)
    {
        // The separator is the one with which most columns bind; of two that bind as many, the one that comes first.
        var separator = Separators.OrderByDescending(each => KnownColumns(Header(text, each, firstLine))).First();
        if (Header(text, separator, firstLine) is not { } header)
            return new("it has no header, or one that never ends");
        if (header.IsBroken)
            return new("the header's quoting is broken");

        var columns = header.Fields.Select(CellModel.Squeezed).ToList();
        if (Required.FirstOrDefault(name => !columns.Contains(name)) is { } missing)
            return new($"{missing} is missing");
        if (Required.Append(Optional).FirstOrDefault(name => columns.Count(column => column == name) > 1) is { } twice)
            return new($"{twice} stands twice");

        var rows = RowModel.Of(text, separator, firstLine).SkipWhile(row => row is not null && row.IsPadding).ToList();
        if (rows.Contains(null))
            return new("a quoted field is still open at the end");

        // Padding counts as rows between the first and the last data row alone.
        var data = rows.Skip(1).Select(row => row!).SkipWhile(row => row.IsPadding).Reverse().SkipWhile(row => row.IsPadding).Reverse().ToList();
        if (data.Count == 0)
            return new("no accounts");
        if (header.HasLongField || data.Any(row => row.HasLongField))
            return new("a field is too long");

        var accounts = new List<IReadOnlyDictionary<string, string>>();
        var unreadable = new List<long>();
        foreach (var row in data)
        {
            if (IsReadable(row, columns, accounts))
                accounts.Add(Required.Append(Optional).Where(columns.Contains).ToDictionary(name => name, name => CellModel.Trim(row.Fields[columns.IndexOf(name)])));
            else
                unreadable.Add(row.Line);
        }

        return accounts.Count == 0
            ? new("every row is unreadable")
            : new(whyRejected: null) { Encoding = encoding, Accounts = accounts, UnreadableLines = unreadable };
    }

    private static bool IsReadable(RowModel row, List<string> columns, List<IReadOnlyDictionary<string, string>> before)
    {
        if (row.IsBroken || row.Fields.Count != columns.Count)
            return false;
        var id = CellModel.Trim(row.Fields[columns.IndexOf("accountid")]);
        return AccountId().IsMatch(id) && !before.Exists(account => account["accountid"] == id);
    }

    private static RowModel? Header(string text, char separator, long firstLine) =>
        RowModel.Of(text, separator, firstLine).FirstOrDefault(row => row is null || !row.IsPadding);

    private static int KnownColumns(RowModel? header) =>
        header is null ? 0 : header.Fields.Select(CellModel.Squeezed).Distinct().Count(name => Required.Contains(name) || name == Optional);

    [GeneratedRegex(@"\u001A[\r\n]*\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex CtrlZ();

    [GeneratedRegex(@"\A[sS][eE][pP]=([\uD800-\uDBFF][\uDC00-\uDFFF]|[^\r\n])([,;]|[^\S\r\n])*(\r\n|\r|\n|\z)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex SeparatorLine();

    [GeneratedRegex(@"\A[0-9]{1,20}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex AccountId();
}
