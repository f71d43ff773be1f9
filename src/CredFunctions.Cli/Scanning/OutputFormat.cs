namespace CredFunctions.Cli.Scanning;

/// <summary>Who reads the output.</summary>
internal enum OutputFormat
{
    Table,
    Json,
}
