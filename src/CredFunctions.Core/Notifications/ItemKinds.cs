using CredFunctions.Accounts;

namespace CredFunctions.Notifications;

/// <summary>What the happenings are called, and which are bad news.</summary>
public static class ItemKinds
{
    /// <summary>Whether it is something new to act on.</summary>
    public static bool IsNew(this ItemKind happening) => happening < ItemKind.StillOpen;

    /// <summary>Whether it is a relief, or known and accepted.</summary>
    public static bool IsSettled(this ItemKind happening) => happening > ItemKind.StillOpen;

    /// <summary>The word that people read, in every channel.</summary>
    public static string Word(this ItemKind happening) => happening switch
    {
        ItemKind.Opened => "new",
        ItemKind.Reopened => "reopened",
        ItemKind.Raised => "raised",
        ItemKind.RaisedByPolicy => "raised by policy",
        ItemKind.ExceptionEnded => "exception expired",
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
