using System.CommandLine;

using CredFunctions.Cli.Records;
using CredFunctions.Cli.Scanning;
using CredFunctions.Reports;

namespace CredFunctions.Cli.Commands;

internal sealed class UploadCommand : DocumentedCommand
{
    private readonly Argument<string> file = new("FILE") { Description = "The report (CSV) from the CAM console; \"-\" reads stdin." };

    private readonly Option<string> storage = OptionValues.Required(
        "--storage", "ADDRESS", "The storage account of the installation: its URL, used as the signed-in user, "
            + "or its connection string.");

    private readonly Option<string> source = OptionValues.SourceOfReports("The main account that the report belongs to.");

    private readonly Option<string?> asOf = new("--as-of")
    {
        HelpName = "TIME|name",
        Description = "When the report was downloaded, or \"name\" for the time in the file's name. A time without an offset is in the "
            + "zone of the policy. [default: when the file was last modified; for stdin: now]",
        CustomParser = OptionValues.ParseAsOf,
    };

    private readonly Option<bool> wait = new("--wait")
    {
        Description = "Wait until the report is recorded and its notifications are sent, and print the result.",
    };

    public UploadCommand(CommandEnvironment environment)
        : base(
            "upload", "Uploads a report to an installation on Azure.",
            [
                "credfunctions upload report.csv --storage https://acme.blob.core.windows.net",
                "credfunctions upload report.csv --storage URL --source company-a --wait",
                "credfunctions upload report-2026-11-01T12-00.csv --storage URL --as-of name",
            ],
            """
            A file that is no report is refused and not uploaded. The blob's name contains
            a hash of the content: repeating an upload with the same as-of changes nothing.

            Exit codes, the first that applies:
              2   wrong usage, or a file or storage account that cannot be used
              3   the report is refused, rejected or held
              4   with --wait: some rows could not be read, the report is not finished,
                  or a notification was not sent
              0   done
            """)
    {
        Add(file);
        foreach (var option in (Option[])[storage, source, asOf, wait])
            Add(option);
        SetAction(async (parsed, cancellationToken) =>
        {
            using var records = OpenedStore.OfStorage(parsed.GetRequiredValue(storage));
            using var report = ReportInput.Open(parsed.GetRequiredValue(file), environment);
            var upload = new ReportUpload(records, parsed.GetRequiredValue(source), environment);
            return await OpenedStore.UseAsync(
                () => upload.RunAsync(report, parsed.GetValue(asOf), parsed.GetValue(wait), cancellationToken));
        });
    }
}
