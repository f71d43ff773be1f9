using CredFunctions.Evidence.Csv;

namespace CredFunctions.Evidence.Controls;

/// <summary><c>controls.csv</c>: the control matrix.</summary>
internal sealed class ControlsTable(EvidenceText text) : IEvidenceFormat
{
    private readonly ControlMatrix matrix = new();

    public void Add(EvidenceAccount account) => matrix.Add(account);

    public Task EndAsync(RunResult result, CancellationToken cancellationToken)
    {
        var table = new CsvTable(
            text,
            "mapping", "standard", "control", "rules", "rules_off", "accounts", "assessed", "passed", "failed", "excepted", "not_assessed",
                "not_applicable");
        foreach (var tally in matrix.Tallies)
        {
            table.Cell(tally.Control.Source.Name());
            table.Cell(tally.Control.Standard);
            table.Cell(tally.Control.Id);
            table.Cell(string.Join(' ', tally.Rules.Select(rule => rule.Id)));
            table.Cell(string.Join(' ', tally.Rules.Where(result.Run.Policy.IsOff).Select(rule => rule.Id)));
            table.Cell(tally.Accounts);
            table.Cell(tally.Assessed);
            table.Cell(tally.Passed);
            table.Cell(tally.Failed);
            table.Cell(tally.Excepted);
            table.Cell(tally.NotAssessed);
            table.Cell(tally.Accounts - tally.Assessed - tally.NotAssessed);
            table.EndRow();
        }

        return Task.CompletedTask;
    }
}
