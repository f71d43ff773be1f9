using CredFunctions.Rules;

namespace CredFunctions.Policy.Json;

/// <summary>
/// <c>exceptions</c>: who may break a rule, why and until when. One that is malformed is no error but counts as expired: it
/// must neither hide a finding nor keep the other exceptions from being read.
/// </summary>
internal static class ExceptionsSection
{
    private const int MaxExceptions = 5000;

    public static ExceptionGrants Read(PolicyNode node, Remarks remarks) =>
        new(node.List(0, MaxExceptions, remarks).Select(entry => Entry(entry, remarks)).OfType<ExceptionGrant>());

    private static ExceptionGrant? Entry(PolicyNode node, Remarks remarks)
    {
        var flaws = new Remarks();
        var grant = ObjectReader.Of(node, flaws) is { } ? Grant(node, remarks, flaws) : null;
        foreach (var flaw in flaws.Errors)
            remarks.Warn(flaw with { Problem = $"{flaw.Problem}; the exception counts as expired" });
        return grant;
    }

    private static ExceptionGrant? Grant(PolicyNode node, Remarks remarks, Remarks flaws)
    {
        // A key nobody knows is an error here as everywhere: only values may be malformed.
        var keys = ObjectReader.Of(node, remarks)!;
        var rule = keys.Require("rule", flaws) is { } id ? RuleOf(id, flaws) : null;
        var account = keys.Require("account", flaws)?.Pattern(flaws);
        var source = keys.Take("source")?.Pattern(flaws);
        var key = keys.Take("key") is { } mask ? KeyMask.Read(mask, flaws) : null;
        var reason = keys.Require("reason", flaws)?.Line(flaws);
        var owner = keys.Require("owner", flaws)?.Line(flaws);
        var until = keys.Require("until", flaws) is { } day ? TimeValues.Day(day, flaws) : null;
        if (key is not null && rule?.Subjects is [Subject.Account])
            flaws.Refuse(keys.Take("key")!, $"is of no use: {rule.Id} is about the account, not about a key");
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

    private static Rule? RuleOf(PolicyNode node, Remarks flaws)
    {
        var rule = RuleCatalogue.All.FirstOrDefault(rule => string.Equals(rule.Id, node.Text, StringComparison.Ordinal));
        if (rule is null)
            node.RefuseAs(string.Join(", ", RuleCatalogue.All), flaws);
        return rule;
    }
}
