namespace CredFunctions;

/// <summary>The first digits of a report's or a notification's id: as many as a person types.</summary>
public static class ShortId
{
    public const int Digits = 8;

    public static string Of(string id) => id.Length > Digits ? id[..Digits] : id;
}
