using System.CommandLine;

using CredFunctions.Cli.Records;

namespace CredFunctions.Cli.Commands;

internal sealed class VerifyCommand : DocumentedCommand
{
    private readonly Argument<string> folder = new("FOLDER")
    {
        Description = "The evidence: what --out or watch wrote, a copy of the container, or one source or run of it.",
    };

    private readonly Option<string?> key = OptionValues.Text(
        "--key", "PUBLIC.pem", "The public key of --sign. Each manifest then has to be signed with it.");

    public VerifyCommand(CommandEnvironment environment)
        : base(
            "verify", "Checks that evidence is whole and unchanged.",
            [
                "credfunctions verify evidence",
                "credfunctions verify inbox/evidence/company-a --key public.pem",
            ],
            """
            Every file is compared with the manifest of its run, every manifest with the
            next one of its source and with the index. The first file that differs is
            named. Runs that were purged at the beginning of a chain are accepted.

            Exit codes: 0 unchanged, 1 a file differs, is missing or was added,
            2 wrong usage or no evidence there, 70 an unexpected error.
            """)
    {
        Add(folder);
        Add(key);
        SetAction(async (parsed, cancellationToken) =>
        {
            using var signer = EvidenceKey.Public(parsed.GetValue(key));
            await using var output = environment.OpenText();
            var verification = new FolderVerification(signer, output);
            return await verification.RunAsync(parsed.GetRequiredValue(folder), cancellationToken) ? ExitCode.Done : ExitCode.Differs;
        });
    }
}
