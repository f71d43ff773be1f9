namespace CredFunctions;

/// <summary>The text of a setting as the platform hands it over.</summary>
public static class SettingText
{
    // What App Service leaves in the setting when it cannot read the secret:
    // https://learn.microsoft.com/azure/app-service/app-service-key-vault-references
    private const string ReferenceStart = "@Microsoft.KeyVault(";

    /// <summary>
    /// The text without white space at its ends; null where there is none, or only a reference to a secret that was not
    /// resolved.
    /// </summary>
    public static string? Of(string? value) => value?.Trim() is { Length: > 0 } text && !IsUnresolved(text) ? text : null;

    /// <summary>Whether the text is a Key Vault reference instead of the secret.</summary>
    public static bool IsUnresolved(string? value) =>
        value?.TrimStart().StartsWith(ReferenceStart, StringComparison.OrdinalIgnoreCase) == true;
}
