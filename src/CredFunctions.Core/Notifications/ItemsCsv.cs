using System.Globalization;
using System.Text;

using CredFunctions.Rules;

namespace CredFunctions.Notifications;

/// <summary>Items as CSV for a spreadsheet: RFC 4180, CR LF.</summary>
public static class ItemsCsv
{
    /// <summary>The line of names, its end included.</summary>
    public static string Header =>
        "What,Severity,Rule,Change,Title,Account ID,User name,Key,SecretId,First seen,Open since,Message,What to do,Note\r\n";

    /// <summary>The line of an item, its end included.</summary>
    public static string Line(NotificationItem item)
    {
        var ruleId = item.Rule ?? item.Resolves;
        var rule = ruleId is null ? null : RuleCatalogue.Find(ruleId);
        var line = new StringBuilder();
        line.AppendJoin(',', ((string?[])
        [
            item.Kind.Word(),
            item.Severity.Name(),
            ruleId,
            item.Change,
            rule?.Title,
            item.AccountId,
            item.Username,
            item.Subject.Name(),
            item.SecretIdMask,
            Instant(item.FirstSeen),
            Instant(item.OpenSince),
            item.Message,
            item.Kind is ItemKind.Resolved || item.Rule is null ? null : rule?.Remediation,
            item.Note,
        ]).Select(CsvCell.Of));
        return line.Append("\r\n").ToString();
    }

    private static string? Instant(DateTimeOffset? instant) =>
        instant?.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
