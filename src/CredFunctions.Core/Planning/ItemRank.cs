namespace CredFunctions.Planning;

/// <summary>What decides how urgent something is.</summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="Since">Since when it is so.</param>
/// <param name="AccountId">Whose it is.</param>
/// <param name="Detail">Distinguishes it from others of the account.</param>
internal readonly record struct ItemRank(Severity Severity, DateTimeOffset Since, string AccountId, string Detail);
