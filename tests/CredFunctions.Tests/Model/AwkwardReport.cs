using System.Globalization;
using System.Text;

namespace CredFunctions.Tests.Model;

/// <summary>
/// A report as random as reports get damaged: rows around every bound of every rule, and around them what spreadsheets, shells and
/// people do to a file. The same random numbers give the same report.
/// </summary>
/// <param name="Bytes">The file.</param>
/// <param name="AsOf">The instant to count ages to.</param>
/// <param name="Policy">The numbers to judge by.</param>
internal sealed record AwkwardReport(byte[] Bytes, DateTimeOffset AsOf, PolicyModel Policy)
{
    public static AwkwardReport Of(Random random) => new Making(random).Report();

    /// <summary>The report for a person who looks for a difference.</summary>
    public override string ToString() => $"as of {AsOf:O}, policy {Policy.Json()}, report (Base64) {Convert.ToBase64String(Bytes)}";

    private sealed class Making(Random random)
    {
        private static readonly string[] Header =
        [
            "Account ID", "Username", "UserType", "CreationTime", "PasswordEnabled", "PasswordLastRotation", "LoginConsoleActive",
            "LoginProtectionActive", "OperationProtectionActive", "MFADeviceActive", "Abnormal LoginsNumWithin30Days",
            "AccessKey1SecretId", "AccessKey1MayBeAtRisk", "AccessKey1CreationTime", "AccessKey1Status", "AccessKey1lastUsedDate",
            "AccessKey1CreatedOver90Days", "AccessKey1CreatedOver30Days",
            "AccessKey2SecretId", "AccessKey2MayBeAtRisk", "AccessKey2CreationTime", "AccessKey2Status", "AccessKey2lastUsedDate",
            "AccessKey2CreatedOver90Days", "AccessKey2CreatedOver30Days", "Last Console Login Time",
        ];

        private static readonly string[] Trimmed = [" ", "  ", "\t", "\u00A0", "\u3000", "\uFEFF", "\u200B", "\u2028", "\u0085", "\u000B", "\u1680"];
        private static readonly string[] Blank = ["", " ", "   ", "\t", " \t ", "\u3000", "\u00A0 ", "\u000B\u000C", "\u2029"];
        private static readonly string[] Names = ["alice", "build-7", "BUILD-x", "张伟", "𠮷野", "José", "a,b", "x;y", "q\"q", "line\nbreak", "cr\rlf\r\n.", "", "N/A", "=1+1"];
        private static readonly string[] Flags = ["TRUE", "FALSE", "N/A", "not_supported", "", "-", "WAHR", "1", "yes"];
        private static readonly string[] Counts = ["0", "3", "000000000", "000000001", "1234567890", "٣", "-1"];
        private static readonly string[] Statuses = ["Active", "Active", "Active", "Disable", "Disabled", "Inactive", "N/A", "not_supported", "", "TRUE", "aktiv"];

        private static readonly string[] SecretIds =
        [
            "AKIDaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "AKIDbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", "akidaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "x", "N/A", "not_supported", "", "-",
            "null", "None", "NIL", "TRUE", "nullx", "a b", "AKIDé", new('k', 128), new('k', 129),
        ];

        private static readonly string[] UserTypes =
        [
            "Sub-user", "Sub-user", "Sub-user", "Collaborator", "WeWork Sub-user", "WeWork-Sub-user", "WeCom Sub-user", "wecom_subuser", "Message receiver", "Message-receiver",
            "CICUser", "Owner", "N/A", "", "not_supported",
        ];

        private static readonly string[] BadTimes =
        [
            "N/A", "not_supported", "", "-", "FALSE", "TRUE", "24.05.2026 09:30", "2026-02-30", "2026-13-01", "2026/1-2", "0000-01-01", "0001-01-01", "9999-12-31 23:59:59", "2026-1-1 24:00",
            "2026-01-01 1:2:3 +14:00", "2026-01-01 1:2:3 +14:01", "2026-01-01 1:2:3 +08:60", "2026-01-01 1:2.5", "2026-01-01Z", "2026-01-01  1:00", "2026-01-01 1:00:00.12345678", "45123.5",
        ];

        private static readonly string[] BadIds = ["", "N/A", "1.00028E+11", "=\"100000000001\"", "'100000000001", "12a", "123456789012345678901", "１２", "TRUE", "1 2"];
        private static readonly int[] Days = [-2, -1, 0, 1, 13, 14, 15, 28, 29, 30, 31, 32, 88, 89, 90, 91, 92, 180, 181, 182, 400, 400, 400];
        private static readonly TimeSpan[] Shifts = [TimeSpan.Zero, TimeSpan.FromTicks(1), TimeSpan.FromTicks(-1), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(-1), TimeSpan.FromHours(5), TimeSpan.FromDays(1)];
        private static readonly string[] LineEnds = ["\n", "\r\n", "\r"];
        private static readonly char[] Separators = [',', ',', ',', ';', '\t'];

        private readonly DateTimeOffset asOf = new DateTimeOffset(2026, 11, 1, 4, 0, 0, TimeSpan.Zero).AddTicks(random.NextInt64(TimeSpan.TicksPerDay));
        private readonly char separator = random.GetItems(Separators, 1)[0];
        private readonly string lineEnd = random.GetItems(LineEnds, 1)[0];
        private readonly List<string> ids = [];
        private PolicyModel policy = PolicyModel.Default;

        public AwkwardReport Report()
        {
            policy = Chance(2) ? PolicyModel.Default : AnyPolicy();
            return new AwkwardReport(Encoded(Text()), asOf, policy);
        }

        private string Text()
        {
            var columns = Columns();
            var text = new StringBuilder();
            if (Chance(6))
                text.Append(Pick("sep=,", "SEP=;", "sep=\t", "Sep=|;;; ", "sep=;,,,,,,,,,,,,,,,,,,,,,,,,,", "sep=张\t\u3000", "sep=;", "sep=", "sep=;x", " sep=;")).Append(End());
            if (Chance(40))
                text.Append("sep=;").Append(End());
            if (Chance(3))
                Disturb(text, columns.Count);
            text.Append(Line(columns.Select(Spelled))).Append(End());
            Disturb(text, columns.Count);
            for (var rows = Chance(40) ? 0 : random.Next(1, 9); rows > 0; rows--)
            {
                text.Append(Line(columns.Select(Cells()))).Append(End());
                Disturb(text, columns.Count);
            }

            if (Chance(40))
                text.Append("100000000099,\"cut off");
            if (Chance(3))
                text.Length -= text[^1] is '\n' or '\r' ? 1 : 0;
            if (Chance(5))
                text.Append('\u001A').Append(Pick("", "", "\n", "\r\n\r\n", "\u001A", " "));
            return text.ToString();
        }

        // The console's columns: mostly as they are, sometimes in another order, with others among them, or with one too few or too many.
        private List<string> Columns()
        {
            var columns = Header.ToList();
            if (Chance(4))
                columns = [.. columns.OrderBy(_ => random.Next())];
            if (Chance(4))
                columns.Remove("Last Console Login Time");
            for (; Chance(4);)
                columns.Insert(random.Next(columns.Count + 1), Pick("Department", "e-mail, private", "Remark \"x\"", ""));
            if (Chance(60))
                columns.RemoveAt(random.Next(columns.Count));
            if (Chance(60))
                columns.Add(Pick(Header));
            return columns;
        }

        private string Spelled(string column) => random.Next(12) switch
        {
            0 => column.ToUpperInvariant(),
            1 => column.ToLowerInvariant(),
            2 => column.Replace(" ", "", StringComparison.Ordinal),
            3 => column.Replace(" ", "_", StringComparison.Ordinal) + "-",
            4 => Around(column),
            _ => column,
        };

        private void Disturb(StringBuilder text, int columns)
        {
            for (; Chance(5);)
                text.Append(Disturbance(columns)).Append(End());
        }

        private string Disturbance(int columns) => random.Next(12) switch
        {
            0 or 1 => Pick(Blank),
            2 or 3 => new string(separator, columns - 1),
            4 => new string(separator, random.Next(1, 40)),
            5 => string.Join(separator, Enumerable.Range(0, random.Next(1, columns + 2)).Select(_ => Pick("", "\"\"", " ", "\" \"", "\u200B", "\uFEFF", "\"\n\""))),
            6 => "short",
            7 => $"1{separator}a\"b{separator}\"c\nd\"",
            8 => $"\"2\"x{separator}\"y{separator}z\"",
            9 => "sep=;",
            10 => string.Join(separator, Enumerable.Repeat("7", columns + 1)),
            _ when Chance(40) => $"\"{new string(Pick("x", "张", " ")[0], Pick(65_536, 65_537, 21_845, 21_846))}\"",
            _ => "\"" + lineEnd + "\"",
        };

        // One account: a person, a machine, a receiver or anything, and then some cells of it changed.
        private Func<string, string> Cells()
        {
            var kind = random.Next(5);
            var noise = Pick(0, 0, 1, 3, 10);
            var secretId = Pick(SecretIds);
            var sameInBoth = Chance(6);
            return column =>
            {
                var isNoisy = random.Next(10) < noise;
                return column switch
                {
                    "Account ID" => Id(),
                    "Username" => Around(Pick(Names)),
                    "UserType" when kind is 2 && !isNoisy => "Message receiver",
                    "UserType" => Cased(Pick(isNoisy || Chance(8) ? UserTypes : UserTypes[..10])),
                    _ when kind is 2 && !isNoisy => "not_supported",
                    _ when kind is 3 && !isNoisy && column.StartsWith("AccessKey2", StringComparison.Ordinal) => "N/A",
                    "AccessKey1SecretId" or "AccessKey2SecretId" when sameInBoth => secretId,
                    "AccessKey1SecretId" or "AccessKey2SecretId" => Around(isNoisy || Chance(8) ? Pick(SecretIds) : Pick(SecretIds[..2])),
                    "AccessKey1Status" or "AccessKey2Status" => Cased(Pick(isNoisy || Chance(8) ? Statuses : Statuses[..5])),
                    _ when column.Contains("Time", StringComparison.Ordinal) || column.Contains("Date", StringComparison.Ordinal) || column.Contains("Rotation", StringComparison.Ordinal) =>
                        isNoisy || Chance(15) ? Around(Cased(Pick(BadTimes))) : Time(),
                    "Abnormal LoginsNumWithin30Days" when Chance(3) => Around(Pick(Counts)),
                    _ when Header.Contains(column) => Cased(isNoisy || Chance(15) ? Pick(Flags) : Pick(Flags[..2])),
                    _ => Pick("", "Finance", "N/A"),
                };
            };
        }

        private string Id()
        {
            if (Chance(12))
                return Pick(BadIds);
            var id = ids.Count > 0 && Chance(12) ? Pick(ids.ToArray()) : $"{100_000_000_000 + random.Next(1, 1_000_000)}"[random.Next(12)..];
            ids.Add(id);
            return Around(id);
        }

        // A time near a bound, in one of the forms that a report may have it in.
        private string Time()
        {
            var days = Chance(2) ? Pick(Days) : policy.Days(Pick(PolicyModel.Defaults.Keys.ToArray()), Chance(2)) + random.Next(2);
            var instant = asOf.AddDays(-days) + Pick(Shifts);
            if (Chance(2))
                instant = instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerSecond));
            var local = instant.ToOffset(policy.ReportTimeZone);
            var fraction = local.Ticks % TimeSpan.TicksPerSecond == 0 ? "" : ".fffffff";
            return Around(random.Next(8) switch
            {
                0 => Shown(local, "yyyy/M/d H:mm:ss" + fraction),
                1 => Shown(local, "yyyy-MM-dd'T'HH:mm:ss" + fraction),
                2 => Shown(local, "yyyy-M-d"),
                3 => Shown(local, "yyyy/M/d H:mm"),
                4 => Shown(instant.ToOffset(TimeSpan.Zero), "yyyy-MM-dd H:mm:ss" + fraction) + Pick("Z", " z", "+00:00", "-0000"),
                5 => Shown(instant.ToOffset(TimeSpan.FromMinutes(330)), "yyyy-MM-dd H:mm:ss" + fraction) + Pick("+05:30", " +0530"),
                _ => Shown(local, "yyyy-MM-dd H:mm:ss" + fraction),
            });
        }

        private static string Shown(DateTimeOffset time, string format) => time.ToString(format, CultureInfo.InvariantCulture);

        private string Line(IEnumerable<string> cells) => string.Join(separator, cells.Select(Quoted));

        private string Quoted(string cell) => Chance(8) || cell.AsSpan().IndexOfAny(['"', '\r', '\n', separator]) >= 0
            ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : cell;

        private string Around(string text) => Chance(8) ? Pick(Trimmed) + text + (Chance(2) ? Pick(Trimmed) : "") : text;

        private string Cased(string text) => Around(Chance(8) ? text.ToUpperInvariant() : Chance(8) ? text.ToLowerInvariant() : text);

        private string End() => Chance(10) ? Pick(LineEnds) : lineEnd;

        private byte[] Encoded(string text)
        {
            var gb18030 = CodePagesEncodingProvider.Instance.GetEncoding(54936)!;
            byte[] bytes = random.Next(8) switch
            {
                0 => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)],
                1 => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(text)],
                2 => gb18030.GetBytes(text),
                3 => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)],
                _ => Encoding.UTF8.GetBytes(text),
            };
            for (; Chance(60) && bytes.Length > 0;)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            return bytes;
        }

        private PolicyModel AnyPolicy() => new(
            Pick(TimeSpan.FromHours(8), TimeSpan.Zero, TimeSpan.FromHours(-5), TimeSpan.FromHours(14), TimeSpan.FromMinutes(330)),
            AnyThresholds(),
            AnyThresholds(),
            Chance(2) ? "build-" : null,
            Chance(2) ? new Dictionary<string, string>(StringComparer.Ordinal) { ["abnormal-login"] = Pick("low", "info"), ["dormant-identity"] = "high" } : PolicyModel.Default.Severities)
        {
            ExternalPrefix = Chance(3) ? Pick("ALI", "build", "1", "J") : null,
            PrivilegedPrefix = Chance(2) ? Pick("a", "BUILD", "10", "x") : null,
            DueDays = Pick(0, 1, 14, 14, 60, 365),
            Roster = Chance(2)
                ? [.. Enumerable.Range(0, random.Next(6)).Select(_ => (Pick("alice", "ALI*", "build-?", "*", "1*", "??", "J*é", "x;y", $"{random.Next(10)}"),
                    Chance(2) ? (DateOnly?)DateOnly.FromDateTime(asOf.UtcDateTime).AddDays(random.Next(-4, 6)) : null))]
                : null,
            DisabledFrom = Chance(2) ? DateOnly.FromDateTime(asOf.UtcDateTime).AddDays(random.Next(-100, 30)) : null,
        };

        private Dictionary<string, int> AnyThresholds() => PolicyModel.Defaults.Keys.Where(_ => Chance(2)).ToDictionary(
            name => name, _ => Pick(1, 13, 14, 29, 30, 31, 45, 89, 90, 91, 180, 365), StringComparer.Ordinal);

        private bool Chance(int one) => random.Next(one) == 0;

        private T Pick<T>(params T[] items) => items[random.Next(items.Length)];
    }
}
