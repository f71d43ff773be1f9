namespace CredFunctions.Pipeline;

/// <summary>What whoever deploys may set; each has a default.</summary>
public sealed class PipelineOptions
{
    /// <summary>Accounts a message, 1 to 100. <see cref="SettingNames.AccountsPerMessage"/>.</summary>
    public int AccountsPerMessage { get; set; } = PipelineLimits.MaxAccountsPerMessage;
}
