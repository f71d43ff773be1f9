using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

using CredFunctions.Cli.Scanning;
using CredFunctions.Rules;

namespace CredFunctions.Cli.Commands;

/// <summary>The options that choose which part of a result is printed.</summary>
internal sealed class PartOptions
{
    private readonly Option<NamePattern?> account = new("--account")
    {
        HelpName = "PATTERN",
        Description = "Print only accounts whose id or user name matches; \"*\" is any text, \"?\" a character.",
        CustomParser = result => ParsePattern(result, "--account"),
    };

    private readonly Option<NamePattern?> rule = new Option<NamePattern?>("--rule")
    {
        HelpName = "PATTERN",
        Description = "Print only findings of rules whose id matches, such as console-idle or \"access-key-*\".",
        CustomParser = ParseRule,
    }.Completing(RuleCatalogue.All.Select(each => each.Id));

    private readonly Option<Severity?> severity = OptionValues.LeastSeverity(
        "--severity", "Print only findings of this severity or above: critical, high, medium, low or info.");

    private readonly Option<int?> limit = new("--limit")
    {
        HelpName = "N|all",
        Description = "Print at most N accounts, and at most N entries of any other list. [default: 25 accounts in a table, "
            + "all in CSV and JSON]",
        CustomParser = ParseLimit,
    };

    private readonly Option<AccountOrder?> sort = OptionValues.Choice<AccountOrder?>(
        "--sort", "severity|age|name|id", "Print the worst accounts first, those with the oldest finding, or by user name or id.",
        "is no order", ("severity", AccountOrder.Severity), ("age", AccountOrder.Age), ("name", AccountOrder.Name),
        ("id", AccountOrder.Id));

    public IEnumerable<Option> All => [account, rule, severity, limit, sort];

    public ShownPart Of(ParseResult parsed) => new()
    {
        Account = parsed.GetValue(account) ?? NamePattern.Any,
        Rule = parsed.GetValue(rule) ?? NamePattern.Any,
        Severity = parsed.GetValue(severity) ?? Severity.Info,
        Limit = parsed.GetValue(limit),
        Order = parsed.GetValue(sort),
    };

    private static NamePattern? ParsePattern(ArgumentResult result, string option)
    {
        var text = OptionValues.TextOf(result);
        return NamePattern.TryParse(text) ?? OptionValues.Refuse<NamePattern>(
            result, $"{option} \"{text}\" is no pattern: write a name of up to {NamePattern.MaxLength} bytes, with \"*\" for any text.");
    }

    // A misspelt rule would look like a clean report.
    private static NamePattern? ParseRule(ArgumentResult result)
    {
        var ids = RuleCatalogue.All.Select(each => each.Id).Append(DueCheck.AutoDisable).ToList();
        var pattern = ParsePattern(result, "--rule");
        if (pattern is null || ids.Exists(pattern.Matches))
            return pattern;
        var text = OptionValues.TextOf(result);
        return OptionValues.Refuse<NamePattern>(
            result, $"--rule \"{text}\" matches no rule.{CredFunctionsCommand.Nearest(text, ids)} \"credfunctions rules\" lists them.");
    }

    private static int? ParseLimit(ArgumentResult result)
    {
        var text = OptionValues.TextOf(result);
        if (OptionValues.Matches(text, "all"))
            return int.MaxValue;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : OptionValues.Refuse<int?>(result, $"--limit \"{text}\" is no number of accounts: write one above 0, or all.");
    }
}
