using CredFunctions.Accounts;

namespace CredFunctions.Notifications;

/// <summary>The words for the kinds of items, and their order.</summary>
public static class ItemKinds
{
    /// <summary>Whether it needs attention since this report.</summary>
    public static bool IsNew(this ItemKind kind) => kind < ItemKind.StillOpen;

    /// <summary>Whether it needs none: resolved, lowered or excepted.</summary>
    public static bool IsSettled(this ItemKind kind) => kind > ItemKind.StillOpen;

    /// <summary>The word in every channel.</summary>
    public static string Word(this ItemKind kind) => kind switch
    {
        ItemKind.Opened => "new",
        ItemKind.Reopened => "reopened",
        ItemKind.Raised => "raised",
        ItemKind.RaisedByPolicy => "raised by policy",
        ItemKind.ExceptionEnded => "exception ended",
        ItemKind.Changed => "changed",
        ItemKind.StillOpen => "still open",
        ItemKind.Excepted => "under an exception",
        ItemKind.Lowered => "lowered",
        _ => "resolved",
    };

    internal static ItemKind Of(AccountEvent accountEvent) => accountEvent.Kind switch
    {
        AccountEventKind.Resolved => ItemKind.Resolved,
        _ when accountEvent.IsSuppressed => ItemKind.Excepted,
        AccountEventKind.Opened => ItemKind.Opened,
        AccountEventKind.Reopened => ItemKind.Reopened,
        AccountEventKind.Raised => ItemKind.Raised,
        AccountEventKind.RaisedByPolicy => ItemKind.RaisedByPolicy,
        AccountEventKind.Lowered => ItemKind.Lowered,
        AccountEventKind.ExceptionEnded => ItemKind.ExceptionEnded,
        _ => ItemKind.Changed,
    };
}
