using System.CommandLine;

using CredFunctions.Cli.Catalogue;
using CredFunctions.Cli.Terminal;
using CredFunctions.Rules;

namespace CredFunctions.Cli.Commands;

/// <summary>The arguments of <c>rules</c>.</summary>
internal sealed class RulesCommand : Command, IHasExamples
{
    private readonly Argument<string?> id = new("ID")
    {
        Description = "A rule to explain; without it, all are listed.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> markdown = new("--markdown")
    {
        Description = "The whole catalogue as a Markdown page.",
    };

    public RulesCommand(CommandEnvironment environment)
        : base("rules", "Lists the rules, or explains one.")
    {
        Arguments.Add(id);
        Options.Add(markdown);
        SetAction(parsed => parsed.GetValue(markdown)
            ? WritePage(parsed.GetValue(id), environment)
            : Run(parsed.GetValue(id), environment));
    }

    public IReadOnlyList<string> Examples { get; } = ["credfunctions rules", "credfunctions rules access-key-leak-risk",
        "credfunctions rules --markdown > rules.md"];

    public IReadOnlyList<string> Notes { get; } = [""];

    private static int Run(string? id, CommandEnvironment environment)
    {
        var rule = id is null ? null : RuleCatalogue.Find(id) ?? throw Unknown(id);
        using var writer = environment.OpenText();
        var page = new Page(writer, environment);
        if (rule is null)
            RuleList.Write(page);
        else
            RuleExplanation.Write(page, rule);
        return ExitCode.Done;
    }

    private static int WritePage(string? id, CommandEnvironment environment)
    {
        if (id is not null)
            throw new CommandException(
                ExitCode.Usage, "--markdown prints the whole catalogue: leave out the ID. See \"credfunctions rules --help\".");
        using var writer = environment.OpenText();
        RuleMarkdown.Write(writer);
        return ExitCode.Done;
    }

    private static CommandException Unknown(string id) => new(
        ExitCode.Usage, $"There is no rule \"{id}\". The nearest are {string.Join(", ", NearestRules.To(id))}; "
            + "\"credfunctions rules\" lists all.");
}
