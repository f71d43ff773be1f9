using System.CommandLine;

using CredFunctions.Cli.Records;

namespace CredFunctions.Cli.Commands;

/// <summary>The arguments of <c>withdraw</c>.</summary>
internal sealed class WithdrawCommand : Command, IHasExamples
{
    private readonly Argument<string> report = new("REPORT")
    {
        Description = "The id of the last completed report of a source; its first digits are enough where no other begins like it.",
    };

    private readonly StoreOptions store = new();
    private readonly Option<string?> source = OptionValues.OnlySourceOption();

    private readonly Option<string?> folder = new("--folder")
    {
        HelpName = "FOLDER",
        Description = "The watched folder, in which the file of the report before lies. [default: the folder of the state file]",
    };

    private readonly Option<bool> yes = new("--yes")
    {
        Description = "Do it. Without it the command says what it would do.",
    };

    public WithdrawCommand(Surroundings surroundings)
        : base("withdraw", "Takes back the last completed report of a source: the one before it is recorded again.")
    {
        Arguments.Add(report);
        store.AddTo(this);
        Options.Add(folder);
        Options.Add(source);
        Options.Add(yes);
        SetAction(async (parsed, cancellationToken) =>
        {
            using var opened = store.Open(parsed);
            return await opened.UseAsync(records => RunAsync(records, parsed, surroundings, cancellationToken));
        });
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "credfunctions withdraw 1f00ab2c --state audit.db",
        "credfunctions withdraw 1f00ab2c --state inbox/audit.db --yes",
        "credfunctions withdraw 1f00ab2c --storage https://acme.blob.core.windows.net",
    ];

    public IReadOnlyList<string> Notes { get; } =
    [
        "",
        "For a report with a wrong time or of wrong content: nothing later applies while",
        "it stands. The report before it is recorded again over the accounts as they are,",
        "and what that changes is notified under the headline that the report was",
        "withdrawn. \"replay\" brings a withdrawn report back.",
        "",
    ];

    private async Task<int> RunAsync(OpenedStore records, ParseResult parsed, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var withdrawal = await Withdrawal.FindAsync(
            records, parsed.GetRequiredValue(report), parsed.GetValue(source), parsed.GetValue(folder), surroundings.Time, cancellationToken);
        if (!parsed.GetValue(yes))
            throw new CommandException(ExitCode.Usage, $"{withdrawal.WhatItWouldDo} Repeat it with --yes to do so.");

        var sentence = await withdrawal.RunAsync(cancellationToken);
        await using var writer = surroundings.OpenText();
        await writer.WriteLineAsync(sentence);
        return ExitCode.Done;
    }
}
