namespace CredFunctions.Languages;

/// <summary>A language in which people read results. Rule ids, columns, commands and JSON stay English.</summary>
public enum Language : byte
{
    English,

    /// <summary>Simplified Chinese.</summary>
    Chinese,
}

/// <summary>The tags by which a policy and the command name languages.</summary>
public static class LanguageTag
{
    public const string English = "en";
    public const string Chinese = "zh-CN";

    public static string Tag(this Language language) => language is Language.Chinese ? Chinese : English;

    /// <summary>The language of a tag; null for any other text.</summary>
    public static Language? Parse(string? tag) => tag switch
    {
        English => Language.English,
        Chinese => Language.Chinese,
        _ => null,
    };
}
