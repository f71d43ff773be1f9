using System.CommandLine;

using CredFunctions.Cli.Catalogue;
using CredFunctions.Cli.Terminal;
using CredFunctions.Rules;

namespace CredFunctions.Cli.Commands;

internal sealed class RulesCommand : DocumentedCommand
{
    private const int NamedRules = 3;

    private readonly Argument<string?> id = new("ID")
    {
        Description = "A rule to explain; without it, all are listed.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> markdown = new("--markdown") { Description = "The whole catalogue as a Markdown page." };

    public RulesCommand(CommandEnvironment environment)
        : base(
            "rules", "Lists the rules, or explains one.",
            ["credfunctions rules", "credfunctions rules access-key-leak-risk", "credfunctions rules --markdown > rules.md"])
    {
        Add(id);
        Add(markdown);
        SetAction(parsed => Run(parsed.GetValue(id), parsed.GetValue(markdown), environment));
    }

    private static int Run(string? id, bool markdown, CommandEnvironment environment)
    {
        if (markdown && id is not null)
            throw new CommandException("--markdown prints the whole catalogue: leave out the ID. See \"credfunctions rules --help\".");
        var rule = id is null ? null : RuleCatalogue.Find(id) ?? throw Unknown(id);
        using var writer = environment.OpenText();
        if (markdown)
            RuleMarkdown.Write(writer);
        else if (rule is null)
            RulePage.WriteAll(new Page(writer, environment));
        else
            RulePage.Write(new Page(writer, environment), rule);
        return ExitCode.Done;
    }

    private static CommandException Unknown(string id)
    {
        // A part of an id is nearer than any misspelling of the whole.
        var nearest = RuleCatalogue.All.Select(rule => rule.Id)
            .OrderBy(known => id.Length > 0 && known.Contains(id, StringComparison.OrdinalIgnoreCase) ? 0 : EditDistance.Between(id, known))
            .Take(NamedRules);
        return new CommandException(
            $"There is no rule \"{id}\". The nearest are {string.Join(", ", nearest)}; \"credfunctions rules\" lists all.");
    }
}
