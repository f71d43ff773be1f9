using CredFunctions.Notifications;
using CredFunctions.Policy;

namespace CredFunctions.Planning;

/// <summary>Notes on exceptions that do not do what their author may believe.</summary>
internal static class ExceptionNotes
{
    /// <summary>The item, with a note where an exception matches it that has ended or cannot be read.</summary>
    public static NotificationItem On(NotificationItem item, AssessmentPolicy policy, DateTimeOffset asOf)
    {
        if (item.Rule is null || item.Note is not null || item.Kind is ItemKind.Resolved)
            return item;

        var status = policy.ExceptionFor(item.Rule, item.AccountId, item.Username, item.SecretIdMask, asOf);
        if (!status.IsExpired)
            return item;
        var note = status.Grant.IsMalformed
            ? $"The exception {status.Grant.Path} of the policy is malformed and counts as expired."
            : $"The exception of {status.Grant.Owner} expired; its last day was {status.Grant.Until:yyyy-MM-dd}.";
        return item with { Note = ShortText.Of(note, NotificationItem.MaxNote) };
    }

    /// <summary>What is wrong with the policy's exceptions as a whole; null where nothing is.</summary>
    public static string? Remark(AssessmentPolicy policy)
    {
        const int Named = 5;
        var malformed = policy.Exceptions.All.Where(grant => grant.IsMalformed).Select(grant => grant.Path).ToList();
        if (malformed.Count == 0)
            return null;

        var more = malformed.Count > Named ? $" and {malformed.Count - Named} more" : "";
        var which = malformed.Count == 1
            ? "1 exception of the policy is malformed and counts"
            : $"{malformed.Count} exceptions of the policy are malformed and count";
        return ShortText.Of($"{which} as expired: {string.Join(", ", malformed.Take(Named))}{more}.", NotificationContent.MaxText);
    }
}
