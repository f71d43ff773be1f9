using System.Globalization;
using System.Text;

using CredFunctions.Reports;

using CsvHelper;

namespace CredFunctions.Policy;

/// <summary>
/// The roster as its file: CSV in UTF-8 with the fields account, owner, team, email and left on, of which the last ones may be
/// missing. An account of digits is an id; every other one is a pattern of user names.
/// </summary>
internal static class RosterFile
{
    /// <summary>The most bytes that a roster may have.</summary>
    public const int MaxLength = 4 * 1024 * 1024;

    private const string Path = "roster";
    private const int MaxLines = 50_000;
    private const int Fields = 5;
    private const int LongestField = 500;
    private const int LongestId = 20;

    // Each is compared with every account.
    private const int MaxWildcards = 1000;

    /// <summary>Reads any bytes; what is wrong with them is among the errors of the policy.</summary>
    public static Roster Read(ReadOnlySpan<byte> utf8, Action<PolicyRemark> refuse)
    {
        var lines = new List<RosterLine>();
        if (utf8.Length > MaxLength)
        {
            refuse(new PolicyRemark(Path, 1, 1, "is too long", $"at most {MaxLength / (1024 * 1024)} MiB"));
            return new Roster(lines);
        }

        var text = utf8.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8;
        if (!System.Text.Unicode.Utf8.IsValid(text))
        {
            refuse(new PolicyRemark(Path, 1, 1, "is not UTF-8"));
            return new Roster(lines);
        }

        var isMalformed = false;
        using var csv = CsvReader.Create(new MemoryStream(text.ToArray()), new CsvReaderOptions
        {
            Separator = ',',
            DetectSeparatorHint = false,
            HasHeader = false,
            TrackLineNumbers = true,
            SkipEmptyLines = true,
            TrimWhitespace = false,
            FieldCountMismatch = CsvFieldCountHandling.Allow,
            MalformedData = CsvMalformedDataHandling.Recover,
            MaxRecordSize = MaxLength,
            OnMalformedRecord = _ => isMalformed = true,
        });
        var isFirst = true;
        while (csv.Read())
        {
            var line = (int)csv.LineNumber;
            var fields = Enumerable.Range(0, csv.FieldCount)
                .Select(index => Encoding.UTF8.GetString(CellText.Trim(csv.GetSpan(index)))).ToList();
            var isHeader = isFirst && IsHeader(fields);
            isFirst = false;
            if (isHeader || fields.TrueForAll(field => field.Length == 0))
                continue;
            if (isMalformed)
                refuse(new PolicyRemark(Path, line, 1, "has a quote where none may be"));
            else if (LineOf(fields, line, refuse) is { } read)
                lines.Add(read);
            isMalformed = false;
        }

        if (lines.Count > MaxLines)
            refuse(new PolicyRemark(Path, 1, 1, $"has {lines.Count} lines", $"at most {MaxLines}"));
        if (lines.Count(line => line.Username is { IsLiteral: false }) is > MaxWildcards and var patterns)
            refuse(new PolicyRemark(Path, 1, 1, $"has {patterns} lines with wildcards", $"at most {MaxWildcards}"));
        return new Roster(lines);
    }

    private static bool IsHeader(List<string> fields) =>
        fields.Count > 1
        && fields[0].Equals("account", StringComparison.OrdinalIgnoreCase) && fields[1].Equals("owner", StringComparison.OrdinalIgnoreCase);

    private static RosterLine? LineOf(List<string> fields, int line, Action<PolicyRemark> refuse)
    {
        if (fields.Count > Fields)
            return Refuse($"has {fields.Count} fields", "account, owner, team, email, left on");
        if (fields.Exists(field => field.Length > LongestField || field.Any(char.IsControl)))
            return Refuse("has a field that cannot be shown", $"one line of at most {LongestField} characters");

        var (account, left) = (fields[0], Field(4));
        var isId = account.Length > 0 && account.All(char.IsAsciiDigit);
        var pattern = isId ? null : NamePattern.TryParse(account);
        if (isId ? account.Length > LongestId : pattern is null)
            return Refuse(
                account.Length == 0 ? "names no account" : $"names the account {Shown(account)}",
                $"an id of 1 to {LongestId} digits, or a user name with * and ? of 1 to {NamePattern.MaxLength} bytes");
        var day = default(DateOnly);
        if (left.Length > 0 && !DateOnly.TryParseExact(left, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
            return Refuse($"has the last day {Shown(left)}", "a day as yyyy-MM-dd, such as 2027-03-31, or nothing");
        return new RosterLine(line, account, pattern, Field(1), Field(2), Field(3), left.Length == 0 ? null : day);

        string Field(int index) => index < fields.Count ? fields[index] : "";

        RosterLine? Refuse(string problem, string allowed)
        {
            refuse(new PolicyRemark(Path, line, 1, problem, allowed));
            return null;
        }
    }

    private static string Shown(string text) => ShownText.Of(Encoding.UTF8.GetBytes(text));
}
