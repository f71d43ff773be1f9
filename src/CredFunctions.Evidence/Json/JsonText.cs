using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace CredFunctions.Evidence.Json;

/// <summary>How text is written in JSON: letters of any script as they are, what controls a terminal or a browser escaped.</summary>
public static class JsonText
{
    public static JavaScriptEncoder Encoder { get; } = JavaScriptEncoder.Create(Settings());

    private static TextEncoderSettings Settings()
    {
        var settings = new TextEncoderSettings(UnicodeRanges.All);
        for (var character = char.MinValue; character < char.MaxValue; character++)
        {
            // The encoder escapes control characters of its own accord, but not, for instance, a right-to-left override.
            if (char.GetUnicodeCategory(character) is UnicodeCategory.Format)
                settings.ForbidCharacter(character);
        }

        return settings;
    }
}
