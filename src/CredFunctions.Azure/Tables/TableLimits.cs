namespace CredFunctions.Azure.Tables;

/// <summary>
/// What Table storage accepts. All of it is held in our own code, since the emulator accepts some of what the service
/// refuses.
/// </summary>
/// <seealso href="https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model"/>
internal static class TableLimits
{
    /// <summary>The longest key: 1 KiB of UTF-16.</summary>
    public const int KeyChars = 512;

    /// <summary>The longest string in one property: 64 KiB of UTF-16.</summary>
    public const int PropertyChars = 32 * 1024;

    /// <summary>Properties of an entity besides its keys and its timestamp.</summary>
    public const int Properties = 252;

    public const int EntityBytes = 1024 * 1024;

    public const int TransactionEntities = 100;

    /// <summary>The service takes 4 MiB of request; the rest is room for what our estimate may miss.</summary>
    public const int TransactionBytes = 3 * 1024 * 1024;
}
