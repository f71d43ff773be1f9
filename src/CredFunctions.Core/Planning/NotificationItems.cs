using CredFunctions.Accounts;
using CredFunctions.Notifications;
using CredFunctions.Reports;

namespace CredFunctions.Planning;

/// <summary>Makes notification items of an account's findings and events.</summary>
internal static class NotificationItems
{
    public static NotificationItem Of(AccountState account, FindingState finding, ItemKind kind) => new()
    {
        Kind = kind,
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
            ? ShortText.Of($"Exception until {suppression.Until:yyyy-MM-dd}, {suppression.Owner}: {suppression.Reason}",
                NotificationItem.MaxNote)
            : null,
    };

    public static NotificationItem Of(AccountState account, AccountEvent accountEvent)
    {
        var kind = ItemKinds.Of(accountEvent);
        if (accountEvent.Fingerprint is { } fingerprint && account.Finding(fingerprint) is { } finding)
            return Of(account, finding, kind) with
            {
                Severity = accountEvent.Severity,
                Message = ShortText.Of(accountEvent.Message, NotificationItem.MaxMessage)
            };

        return new NotificationItem
        {
            Kind = kind,
            AccountId = account.AccountId,
            Username = ShortText.Of(account.Username, NotificationItem.MaxUsername),
            Severity = accountEvent.Severity,
            Rule = accountEvent.Rule,
            Change = accountEvent.Change,
            Subject = SubjectOf(account, accountEvent.SecretIdMask),
            SecretIdMask = accountEvent.SecretIdMask,
            Message = ShortText.Of(accountEvent.Message, NotificationItem.MaxMessage),
        };
    }

    // A deleted key is in no slot any more; its mask identifies it.
    private static Subject SubjectOf(AccountState account, string? mask) =>
        mask is null ? Subject.Account : account.Snapshot.Keys.FirstOrDefault(key => key.Mask == mask && key.GoneSince is null)?.Slot switch
        {
            KeySlot.One => Subject.Key1,
            KeySlot.Two => Subject.Key2,
            _ => Subject.Account,
        };
}
