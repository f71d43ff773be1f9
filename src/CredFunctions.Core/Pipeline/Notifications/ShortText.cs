namespace CredFunctions.Pipeline.Notifications;

/// <summary>Text of unknown length, cut so that what holds it stays bounded.</summary>
internal static class ShortText
{
    /// <summary>The text, or as much of it as fits with an ellipsis; never half a character.</summary>
    public static string Of(string text, int maxLength)
    {
        if (text.Length <= maxLength)
            return text;
        var length = maxLength - 1;
        if (char.IsHighSurrogate(text[length - 1]))
            length--;
        return string.Concat(text.AsSpan(0, length), "…");
    }
}
