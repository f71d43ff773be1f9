using System.Globalization;

namespace CredFunctions.Cli.Embedded.State;

/// <summary>An account id as a column holds it: a number where that loses nothing, which takes half the room; else its digits.</summary>
internal static class AccountKey
{
    /// <summary>The bits of a row's id below the source's number.</summary>
    public const int OrderBits = 40;

    private const int MostDigits = 18;

    public static SqlValue Of(string accountId) =>
        accountId.Length is > 0 and <= MostDigits && (accountId[0] != '0' || accountId.Length == 1) && long.TryParse(accountId, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : accountId;

    public static string TextOf(SqlValue column) => column switch
    {
        { Number: { } number } => number.ToString(CultureInfo.InvariantCulture),
        { Text: { } digits } => digits,
        _ => throw new InvalidDataException("The state is damaged: an account has no id."),
    };
}
