using System.Globalization;

namespace CredFunctions.Cli.Embedded.State;

/// <summary>An account id as a column holds it: a number where that loses nothing, which takes half the room; else its digits.</summary>
internal static class AccountKey
{
    /// <summary>The bits of a row's id below the source's number.</summary>
    public const int OrderBits = 40;

    private const int MostDigits = 18;

    public static object Of(string accountId) =>
        accountId.Length is > 0 and <= MostDigits && (accountId[0] != '0' || accountId.Length == 1) && long.TryParse(accountId, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : accountId;

    public static string TextOf(object? column) => column switch
    {
        long number => number.ToString(CultureInfo.InvariantCulture),
        string digits => digits,
        _ => throw new InvalidDataException("The state is damaged: an account has no id."),
    };
}
