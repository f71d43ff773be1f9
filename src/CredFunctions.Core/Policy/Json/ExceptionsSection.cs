using System.Globalization;
using System.Text.Json;

using CredFunctions.Rules;

namespace CredFunctions.Policy.Json;

/// <summary>
/// <c>exceptions</c>: which accounts may break a rule, why and until when. A malformed exception is a warning and counts as
/// expired, so that it neither hides a finding nor disables the other exceptions.
/// </summary>
internal static class ExceptionsSection
{
    private const int MaxExceptions = 5000;

    // A masked SecretId is its first eight and last four characters.
    private const int MaskHead = 8;
    private const int MaskTail = 4;

    // The mask of a SecretId that is too short to show any of it.
    private static readonly string HiddenMask = SecretIdMask.Of("");

    public static ExceptionGrants Read(PolicyNode node) =>
        new(node.List(0, MaxExceptions).Select(Entry).OfType<ExceptionGrant>());

    private static ExceptionGrant? Entry(PolicyNode node)
    {
        var flaws = new Remarks();
        var keys = (node with { Remarks = flaws }).AsObject();
        var grant = keys is null ? null : Grant(node, keys, flaws);
        foreach (var flaw in flaws.Errors)
            node.Remarks.Warn(flaw with { Problem = $"{flaw.Problem}; the exception counts as expired" });
        return grant;
    }

    private static ExceptionGrant? Grant(PolicyNode node, PolicyObject keys, Remarks flaws)
    {
        var rule = keys.Require("rule") is { } id ? RuleOf(id) : null;
        var account = keys.Require("account")?.Pattern();
        var source = keys.Take("source")?.Pattern();
        var key = keys.Take("key") is { } mask ? MaskIn(mask) : null;
        var reason = keys.Require("reason")?.OneLine();
        var owner = keys.Require("owner")?.OneLine();
        var until = keys.Require("until") is { } day ? DayIn(day) : null;
        if (key is not null && rule?.Subjects is [Subject.Account])
            keys.Take("key")!.Refuse($"is of no use: {rule.Id} is about the account, not about a key");

        // An unknown key is an error, here as everywhere.
        keys.End();
        return rule is null || account is null ? null : new ExceptionGrant
        {
            Path = node.Path,
            Line = node.Line,
            Column = node.Column,
            Source = source,
            Rule = rule.Id,
            Account = account,
            Key = key,
            Reason = reason ?? "",
            Owner = owner ?? "",
            Until = until,
            IsMalformed = flaws.Errors.Count > 0,
        };
    }

    private static Rule? RuleOf(PolicyNode node)
    {
        var rule = RuleCatalogue.All.FirstOrDefault(rule => string.Equals(rule.Id, node.Text, StringComparison.Ordinal));
        if (rule is null)
            node.Expected(string.Join(", ", RuleCatalogue.All));
        return rule;
    }

    // Three dots may stand for the ellipsis, which few keyboards have.
    private static string? MaskIn(PolicyNode node)
    {
        var mask = node.Kind is JsonValueKind.String ? node.Text.Replace("...", "…", StringComparison.Ordinal) : "";
        if (mask == HiddenMask)
            return mask;
        if (mask.Length == MaskHead + 1 + MaskTail && mask[MaskHead] is '…'
            && mask.Remove(MaskHead, 1).All(character => character is > ' ' and <= '~'))
            return mask;
        node.Expected("the masked SecretId that findings show, such as \"AKIDab12…9xYz\"");
        return null;
    }

    private static DateOnly? DayIn(PolicyNode node)
    {
        var text = node.Kind is JsonValueKind.String ? node.Text : "";
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        node.Expected("a day as yyyy-MM-dd, such as \"2027-03-31\"");
        return null;
    }
}
