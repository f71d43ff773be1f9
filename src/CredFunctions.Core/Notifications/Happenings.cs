using CredFunctions.Accounts;

namespace CredFunctions.Notifications;

/// <summary>What the happenings are called, and which are bad news.</summary>
public static class Happenings
{
    /// <summary>Whether it is something new to act on.</summary>
    public static bool IsNews(this Happening happening) => happening < Happening.StillOpen;

    /// <summary>Whether it is a relief, or known and accepted.</summary>
    public static bool IsRelief(this Happening happening) => happening > Happening.StillOpen;

    /// <summary>The word that people read, in every channel.</summary>
    public static string Word(this Happening happening) => happening switch
    {
        Happening.Opened => "new",
        Happening.Reopened => "reopened",
        Happening.Raised => "raised",
        Happening.RaisedByPolicy => "raised by policy",
        Happening.ExceptionEnded => "exception expired",
        Happening.Changed => "changed",
        Happening.StillOpen => "still open",
        Happening.Excepted => "under an exception",
        Happening.Lowered => "lowered",
        _ => "resolved",
    };

    internal static Happening Of(AccountEvent happened) => happened.Kind switch
    {
        AccountEventKind.Resolved => Happening.Resolved,
        _ when happened.IsSuppressed => Happening.Excepted,
        AccountEventKind.Opened => Happening.Opened,
        AccountEventKind.Reopened => Happening.Reopened,
        AccountEventKind.Raised => Happening.Raised,
        AccountEventKind.RaisedByPolicy => Happening.RaisedByPolicy,
        AccountEventKind.Lowered => Happening.Lowered,
        AccountEventKind.ExceptionEnded => Happening.ExceptionEnded,
        _ => Happening.Changed,
    };
}
