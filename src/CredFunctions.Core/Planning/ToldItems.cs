using CredFunctions.Accounts;
using CredFunctions.Notifications;
using CredFunctions.Reports;

namespace CredFunctions.Planning;

/// <summary>Makes of an account's findings and events what can be told.</summary>
internal static class ToldItems
{
    public static NotificationItem Of(AccountState account, FindingState finding, Happening happening) => new()
    {
        Happening = happening,
        AccountId = account.AccountId,
        Username = ShortText.Of(account.Username, NotificationItem.MaxUsername),
        Severity = finding.Severity,
        Rule = finding.Rule,
        Subject = finding.Subject,
        SecretIdMask = finding.SecretIdMask,
        Message = ShortText.Of(finding.Message, NotificationItem.MaxMessage),
        FirstSeen = finding.FirstSeen,
        OpenSince = finding.OpenedAt,
        Note = finding.Suppression is { } suppression
            ? ShortText.Of($"Exception until {suppression.Until:yyyy-MM-dd}, {suppression.Owner}: {suppression.Reason}", NotificationItem.MaxNote)
            : null,
    };

    public static NotificationItem Of(AccountState account, AccountEvent happened)
    {
        var happening = Happenings.Of(happened);
        if (happened.Fingerprint is { } fingerprint && account.Finding(fingerprint) is { } finding)
            return Of(account, finding, happening) with { Severity = happened.Severity, Message = ShortText.Of(happened.Message, NotificationItem.MaxMessage) };

        return new NotificationItem
        {
            Happening = happening,
            AccountId = account.AccountId,
            Username = ShortText.Of(account.Username, NotificationItem.MaxUsername),
            Severity = happened.Severity,
            Rule = happened.Rule,
            Change = happened.Change,
            Subject = SubjectOf(account, happened.SecretIdMask),
            SecretIdMask = happened.SecretIdMask,
            Message = ShortText.Of(happened.Message, NotificationItem.MaxMessage),
        };
    }

    // A key that was deleted stands in no slot any more; its mask tells which it was.
    private static Subject SubjectOf(AccountState account, string? mask) =>
        mask is null ? Subject.Account : account.Snapshot.Keys.FirstOrDefault(key => key.Mask == mask && key.GoneSince is null)?.Slot switch
        {
            KeySlot.One => Subject.Key1,
            KeySlot.Two => Subject.Key2,
            _ => Subject.Account,
        };
}
