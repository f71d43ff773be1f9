using System.Globalization;

using CredFunctions.Channels.Wording;

using MailKit.Net.Smtp;

namespace CredFunctions.Channels.Smtp;

/// <summary>A recipient that a mail server did not take.</summary>
/// <param name="Address">Who.</param>
/// <param name="Status">The code of the answer.</param>
/// <param name="Text">The text of the answer, untrusted.</param>
internal sealed record RefusedRecipient(string Address, SmtpStatusCode Status, string Text)
{
    /// <summary>Whether the refusal is permanent (5xx).</summary>
    public bool IsForGood => (int)Status >= 500;

    /// <summary>Code and first line, fit to be shown.</summary>
    public string Answer => string.Create(CultureInfo.InvariantCulture, $"{(int)Status} {InertText.FirstLineOf(Text)}");
}
