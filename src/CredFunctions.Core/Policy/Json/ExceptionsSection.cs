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

    public static PolicyExceptions AsExceptions(this PolicyNode node) =>
        new(node.List(0, MaxExceptions).Select(AsException).OfType<ExceptionGrant>());

    private static ExceptionGrant? AsException(PolicyNode node)
    {
        var flaws = new PolicyRemarks();
        var grant = (node with { Remarks = flaws }).AsObject() is { } keys ? Grant(keys) : null;
        foreach (var flaw in flaws.Errors)
            node.Remarks.Warn(flaw with { Problem = $"{flaw.Problem}; the exception counts as expired" });
        return grant;
    }

    private static ExceptionGrant? Grant(PolicyObject keys)
    {
        var rule = keys.Require("rule")?.AsRule();
        var account = keys.Require("account")?.Pattern();
        var source = keys.Take("source")?.Pattern();
        var key = keys.Take("key")?.AsMask();
        var reason = keys.Require("reason")?.OneLine();
        var owner = keys.Require("owner")?.OneLine();
        var until = keys.Require("until")?.AsDay();
        if (key is not null && rule?.Subjects is [Subject.Account])
            keys.Take("key")!.Refuse($"is of no use: {rule.Id} is about the account, not about a key");

        // An unknown key is an error, here as everywhere.
        keys.End();
        return rule is null || account is null ? null : new ExceptionGrant
        {
            Path = keys.Node.Path,
            Line = keys.Node.Line,
            Column = keys.Node.Column,
            Source = source,
            Rule = rule.Id,
            Account = account,
            Key = key,
            Reason = reason ?? "",
            Owner = owner ?? "",
            Until = until,
            IsMalformed = keys.Node.Remarks.Errors.Count > 0,
        };
    }

    private static Rule? AsRule(this PolicyNode node) =>
        RuleCatalogue.All.FirstOrDefault(rule => rule.Id == node.Text) ?? node.Expected<Rule>(string.Join(", ", RuleCatalogue.All));

    // Three dots may stand for the ellipsis, which few keyboards have.
    private static string? AsMask(this PolicyNode node)
    {
        var mask = node.Kind is JsonValueKind.String ? node.Text.Replace("...", "…", StringComparison.Ordinal) : "";
        var isMask = mask.Length == MaskHead + 1 + MaskTail && mask[MaskHead] is '…'
            && mask.Remove(MaskHead, 1).All(character => character is > ' ' and <= '~');
        return isMask || mask == HiddenMask
            ? mask
            : node.Expected<string>("the masked SecretId that findings show, such as \"AKIDab12…9xYz\"");
    }
}
