using System.Globalization;
using System.Text.Json;

using CredFunctions.Channels.Http;
using CredFunctions.Ports;

namespace CredFunctions.Channels.Chats;

/// <summary>The answers of a chat's bot, which has the status 200 whatever happened, and a number in the body: 0 is accepted.</summary>
/// <param name="Code">The member with the number.</param>
/// <param name="Text">The member with the reason.</param>
/// <param name="Busy">The numbers for too many messages in too short a time.</param>
/// <param name="BusyFor">How long it then refuses every message.</param>
/// <param name="Invalid">The numbers for a message that it will never accept.</param>
internal sealed record BotAnswers(string Code, string Text, long[] Busy, TimeSpan BusyFor, long[] Invalid)
{
    /// <summary>The refusal; null where the message was accepted.</summary>
    /// <param name="body">The body, without secrets.</param>
    public ChannelRefusedException? RefusalIn(string body)
    {
        if (Read(body) is not var (code, text))
            return new ChannelRefusedException(
                ChannelRefusal.Transient, $"The answer is not that of a bot, so check the URL: {AnswerBody.Shown(body)}");
        if (code == 0)
            return null;
        return new ChannelRefusedException(
            Invalid.Contains(code) ? ChannelRefusal.Permanent : ChannelRefusal.Transient,
            string.Create(CultureInfo.InvariantCulture, $"The bot refused the message: {AnswerBody.Shown(text)} ({code})."),
            Busy.Contains(code) ? BusyFor : null);
    }

    private (long Code, string Text)? Read(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var answer = document.RootElement;
            if (answer.ValueKind is JsonValueKind.Object && answer.TryGetProperty(Code, out var code)
                && code.ValueKind is JsonValueKind.Number && code.TryGetInt64(out var number))
            {
                var hasText = answer.TryGetProperty(Text, out var text) && text.ValueKind is JsonValueKind.String;
                return (number, hasText ? text.GetString()! : "");
            }
        }
        catch (JsonException)
        {
            // Something else answered.
        }

        return null;
    }
}
