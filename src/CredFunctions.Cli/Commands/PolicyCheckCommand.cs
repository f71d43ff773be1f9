using System.CommandLine;

using CredFunctions.Cli.Policies;
using CredFunctions.Cli.Records;
using CredFunctions.Cli.Scanning;
using CredFunctions.Cli.Terminal;

namespace CredFunctions.Cli.Commands;

/// <summary>The arguments of <c>policy check</c>.</summary>
internal sealed class PolicyCheckCommand : Command, IHasExamples
{
    private readonly Argument<string> file = new("FILE")
    {
        Description = "The policy, JSON in UTF-8; \"-\" reads stdin.",
    };

    private readonly Option<string?> state = new("--state")
    {
        HelpName = "FILE",
        Description = "The file that scan or watch keeps its state in; where it has several sources, "
            + "an exception without one gets a warning.",
    };

    private readonly Option<OutputFormat> format = OptionValues.FormatOption();

    public PolicyCheckCommand(CommandEnvironment environment)
        : base("check", "Checks whether a policy can be used, and warns of what is probably a mistake.")
    {
        Arguments.Add(file);
        Options.Add(state);
        Options.Add(format);
        SetAction(async (parsed, cancellationToken) =>
        {
            var text = PolicyText.Read(parsed.GetRequiredValue(file), environment);
            var sources = parsed.GetValue(state) is { } path ? await SourcesAsync(path, cancellationToken) : [];
            var check = PolicyCheck.Of(text, sources, environment.Time.GetUtcNow());
            if (parsed.GetValue(format) is OutputFormat.Json)
            {
                PolicyCheckJson.Write(environment.Output, check);
            }
            else
            {
                using var writer = environment.OpenText();
                PolicyCheckPage.Write(new Page(writer, environment), check);
            }

            return check.Reading.IsValid ? ExitCode.Done : ExitCode.Usage;
        });
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "credfunctions policy check policy.json",
        "credfunctions policy check policy.json --state audit.db",
        "credfunctions policy check policy.json --format json",
    ];

    public IReadOnlyList<string> Notes { get; } =
    [
        "",
        "Exit codes:",
        "  2   the policy cannot be used, or is not there",
        "  0   it can, whatever it is warned of",
        "",
    ];

    private static async Task<IReadOnlyCollection<string>> SourcesAsync(string state, CancellationToken cancellationToken)
    {
        using var opened = OpenedStore.OfState(state);
        return await opened.Store.SourcesAsync(cancellationToken).ToListAsync(cancellationToken);
    }
}
