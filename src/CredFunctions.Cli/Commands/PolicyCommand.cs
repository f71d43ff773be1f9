using System.CommandLine;

using CredFunctions.Cli.Policies;
using CredFunctions.Cli.Records;
using CredFunctions.Cli.Terminal;

namespace CredFunctions.Cli.Commands;

/// <summary>What can be done with a policy file.</summary>
internal sealed class PolicyCommand : DocumentedCommand
{
    public PolicyCommand(CommandEnvironment environment)
        : base("policy", "Checks a policy file.", ["credfunctions policy check policy.json"]) =>
        Add(new PolicyCheckCommand(environment));
}

internal sealed class PolicyCheckCommand : DocumentedCommand
{
    private readonly Argument<string> file = new("FILE") { Description = "The policy, JSON in UTF-8; \"-\" reads stdin." };

    private readonly Option<string?> state = OptionValues.Text(
        "--state", "FILE", "The file that scan or watch keeps its state in; if it has several sources, "
            + "an exception without a source gets a warning.");

    private readonly Option<string?> roster = OptionValues.Roster();

    private readonly Option<OutputFormat> format = OptionValues.Format();

    public PolicyCheckCommand(CommandEnvironment environment)
        : base(
            "check", "Checks whether a policy can be used, and warns of probable mistakes.",
            [
                "credfunctions policy check policy.json",
                "credfunctions policy check policy.json --roster roster.csv",
                "credfunctions policy check policy.json --state audit.db",
                "credfunctions policy check policy.json --format json",
            ],
            """
            Exit codes:
              2   the policy cannot be used, or is not there
              0   it can, whatever it is warned of
            """)
    {
        Add(file);
        Add(roster);
        Add(state);
        Add(format);
        SetAction(async (parsed, cancellationToken) =>
        {
            var text = PolicyInput.Read(
                parsed.GetRequiredValue(file), PolicyInput.ReadRoster(parsed.GetValue(roster), environment), environment);
            var sources = parsed.GetValue(state) is { } path ? await SourcesAsync(path, cancellationToken) : [];
            var check = PolicyCheck.Of(text, sources, environment.Time.GetUtcNow());
            if (parsed.GetValue(format) is OutputFormat.Json)
            {
                RecordsJson.Write(environment.Output, check.Json());
            }
            else
            {
                using var writer = environment.OpenText();
                check.Write(new Page(writer, environment));
            }

            return check.Reading.IsValid ? ExitCode.Done : ExitCode.Usage;
        });
    }

    private static async Task<IReadOnlyCollection<string>> SourcesAsync(string state, CancellationToken cancellationToken)
    {
        using var opened = OpenedStore.OfState(state);
        return await opened.Store.SourcesAsync(cancellationToken).ToListAsync(cancellationToken);
    }
}
