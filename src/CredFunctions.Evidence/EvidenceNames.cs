using CredFunctions.Accounts;
using CredFunctions.Rules;

namespace CredFunctions.Evidence;

/// <summary>The names that values have in files of evidence.</summary>
internal static class EvidenceNames
{
    public static string Name(this FindingStatus status) => status switch
    {
        FindingStatus.Suppressed => "suppressed",
        FindingStatus.NotEvaluated => "not-evaluated",
        FindingStatus.Resolved => "resolved",
        _ => "open",
    };

    public static string Name(this AccountPresence presence) => presence switch
    {
        AccountPresence.Seen => "seen",
        AccountPresence.Left => "left",
        _ => "unseen",
    };

    public static string Name(this AccountEventKind kind) => kind switch
    {
        AccountEventKind.Opened => "opened",
        AccountEventKind.Reopened => "reopened",
        AccountEventKind.Raised => "raised",
        AccountEventKind.RaisedByPolicy => "raised-by-policy",
        AccountEventKind.Lowered => "lowered",
        AccountEventKind.Resolved => "resolved",
        AccountEventKind.ExceptionEnded => "exception-ended",
        _ => "changed",
    };

    public static string Name(this ControlSource source) => source is ControlSource.Published ? "published" : "ours";
}
