using CredFunctions.Channels.Http;
using CredFunctions.Channels.Wording;
using CredFunctions.Notifications;
using CredFunctions.Ports;

namespace CredFunctions.Channels.Smtp;

/// <summary>Whom a mail is still for, and what becomes of it by whom the server refuses.</summary>
internal sealed class MailRecipients
{
    private readonly int all;
    private readonly List<MissedRecipient> lost;

    /// <param name="to">Everybody, by the policy in force.</param>
    /// <param name="missed">Who had not got it after earlier tries; null where nobody had.</param>
    public MailRecipients(IReadOnlyList<string> to, IReadOnlyList<MissedRecipient>? missed)
    {
        var everybody = to.Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        all = everybody.Count;

        // Who was taken out of the policy meanwhile is not to get it any more.
        var left = missed?.Where(each => everybody.Contains(each.Address, StringComparer.OrdinalIgnoreCase)).ToList()
            ?? everybody.ConvertAll(address => new MissedRecipient(address));
        lost = left.FindAll(each => each.Refusal is not null);
        Due = [.. left.Where(each => each.Refusal is null).Select(each => each.Address)];
    }

    /// <summary>Who is to get it with this try.</summary>
    public IReadOnlyList<string> Due { get; }

    /// <summary>
    /// What to make of a try in which the server refused these of them; throws unless it is over with everybody and somebody has
    /// it.
    /// </summary>
    public Delivery After(IReadOnlyList<RefusedRecipient> refused, SecretFreeText secretFree)
    {
        if (refused.Count + lost.Count == 0)
            return Delivery.Whole;

        var named = refused.Select(each => (each.Address, each.IsForGood, Answer: secretFree.Of(each.Answer))).ToList();
        var isOver = named.TrueForAll(each => each.IsForGood);
        var hasNobody = refused.Count + lost.Count == all;
        var sentence = (hasNobody ? "The mail server took none of the recipients: " : "Not every recipient got it: ")
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
