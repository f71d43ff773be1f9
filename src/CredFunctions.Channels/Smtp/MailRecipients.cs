using CredFunctions.Channels.Http;
using CredFunctions.Channels.Wording;
using CredFunctions.Notifications;
using CredFunctions.Ports;

namespace CredFunctions.Channels.Smtp;

/// <summary>The recipients that still need a mail, and the outcome of a try that the server refused some of.</summary>
internal sealed class MailRecipients
{
    private readonly int all;
    private readonly List<MissedRecipient> lost;

    /// <param name="to">All recipients, by the policy in force.</param>
    /// <param name="missed">Those that earlier tries did not reach; null before the first try that reached any.</param>
    public MailRecipients(IReadOnlyList<string> to, IReadOnlyList<MissedRecipient>? missed)
    {
        var recipients = to.Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        all = recipients.Count;

        // Recipients that were removed from the policy meanwhile no longer get it.
        var left = missed?.Where(each => recipients.Contains(each.Address, StringComparer.OrdinalIgnoreCase)).ToList()
            ?? recipients.ConvertAll(address => new MissedRecipient(address));
        lost = left.FindAll(each => each.Refusal is not null);
        Due = [.. left.Where(each => each.Refusal is null).Select(each => each.Address)];
    }

    public IReadOnlyList<string> Due { get; }

    /// <summary>
    /// The outcome of a try in which the server refused some recipients. It is a delivery when at least one recipient has the mail
    /// and no recipient is retried.
    /// </summary>
    /// <exception cref="ChannelRefusedException">It is not.</exception>
    public Delivery After(IReadOnlyList<RefusedRecipient> refused, SecretFreeText secretFree)
    {
        if (refused.Count + lost.Count == 0)
            return Delivery.Whole;

        var named = refused.Select(each => (each.Address, each.IsForGood, Answer: secretFree.Of(each.Answer))).ToList();
        var isOver = named.TrueForAll(each => each.IsForGood);
        var hasNobody = refused.Count + lost.Count == all;
        var sentence = (hasNobody ? "The mail server accepted none of the recipients: " : "Not every recipient got it: ")
            + string.Join("; ", named.Select(each => (each.Address, each.Answer))
                .Concat(lost.Select(each => (each.Address, Answer: each.Refusal!)))
                .Select(each => $"{InertText.Of(each.Address)} ({each.Answer})")) + ".";
        if (isOver && !hasNobody)
            return new Delivery(sentence);

        throw new ChannelRefusedException(isOver ? ChannelRefusal.Permanent : ChannelRefusal.Transient, sentence)
        {
            Missed = [.. named.Select(
                each => each.IsForGood ? MissedRecipient.ForGood(each.Address, each.Answer) : new MissedRecipient(each.Address)), .. lost],
        };
    }
}
