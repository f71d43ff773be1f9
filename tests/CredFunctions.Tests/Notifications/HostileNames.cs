using CredFunctions.Reports;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Notifications;

/// <summary>User names of the sample that try something, and how people shall see them.</summary>
internal static class HostileNames
{
    private const string First = "100000000057";
    private const string Last = "100000000064";

    public static IReadOnlyList<string> All { get; } =
    [
        .. Reading.Of(File.ReadAllBytes(RepositoryFile.At("samples/credential-report.csv"))).Accounts
            .Where(account => string.CompareOrdinal(account[Column.AccountId], First) >= 0 && string.CompareOrdinal(account[Column.AccountId], Last) <= 0)
            .Select(account => account[Column.Username]),
        "![x](https://evil.example/p.png)", "www.evil.example", "@channel", "<!everyone>", "<@U123>", "mailto:a@evil.example", "&lt;at&gt;all&lt;/at&gt;", "a\u2060b", "HTTPS://EVIL.EXAMPLE",
        "+1+1", "-2+3", "@SUM(A1)", "\t=1", "line\r\nbreak", "\u200b", "𝐛𝐨𝐥𝐝 🔑", "**bold** _it_ `code` # h", "\ud800",
    ];

    /// <summary>The name as it is shown, without what only stands in between.</summary>
    public static string Shown(string name) => CredFunctions.Channels.Wording.InertText.Of(name).Replace("\u2060", "", StringComparison.Ordinal);
}
