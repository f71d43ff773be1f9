using CredFunctions.Accounts;
using CredFunctions.Evidence;
using CredFunctions.Evidence.Csv;

namespace CredFunctions.Cli.Scanning;

/// <summary>
/// The findings as a table for a spreadsheet, with a row for each check that could not be assessed. A table has no room for the
/// verdict, so that goes to stderr.
/// </summary>
internal sealed class CsvOutput : IScanOutput
{
    private readonly CommandEnvironment environment;
    private readonly bool quiet;

    // A report can turn out to be none at its last byte.
    private readonly FileStream spooled = TemporaryFile.Create(".csv");
    private readonly FindingRows rows;

    public CsvOutput(CommandEnvironment environment, bool quiet)
    {
        (this.environment, this.quiet) = (environment, quiet);
        rows = new FindingRows(spooled);
    }

    // What is due is no finding yet: the evidence has a table of it.
    public void Take(ScannedAccount account)
    {
        if (account.IsListed)
            rows.Add(account.State, account.State.OpenFindings, account.UnassessedRules, account.Run);
    }

    public void Write(ScanResult result)
    {
        rows.Flush();
        spooled.Position = 0;
        spooled.CopyTo(environment.Output);
        environment.Output.Flush();
        foreach (var sentence in quiet ? [] : VerdictLine.Of(result).Append(result.Shown?.Sentence).OfType<string>())
            environment.WriteMessage(sentence);
    }

    public void Dispose() => spooled.Dispose();
}
