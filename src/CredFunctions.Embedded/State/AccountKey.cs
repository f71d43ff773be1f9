using System.Globalization;

namespace CredFunctions.Embedded.State;

/// <summary>An account id as a column holds it: a number where that loses nothing, which takes half the room; else its digits.</summary>
internal static class AccountKey
{
    // The bits of a row's id below the source's number.
    private const int OrderBits = 40;
    private const int MostDigits = 18;

    /// <summary>Below the ids of all rows of a source, and above those of the one before.</summary>
    public static long First(long source) => source << OrderBits;

    public static SqlValue Of(string accountId) =>
        accountId.Length is > 0 and <= MostDigits
            && (accountId[0] != '0' || accountId.Length == 1)
            && long.TryParse(accountId, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : accountId;

    public static string TextOf(SqlValue column) => column switch
    {
        { Number: { } number } => number.ToString(CultureInfo.InvariantCulture),
        { Text: { } digits } => digits,
        _ => throw new InvalidDataException("An account has no id."),
    };
}
