using System.Buffers;

using CredFunctions.Accounts;
using CredFunctions.Reports;
using CredFunctions.Rules;

namespace CredFunctions.Embedded.State;

/// <summary>An account as bytes, which take a fraction of the room and the time of JSON (docs/performance.md).</summary>
internal static class AccountBody
{
    private const ulong Format = 3;
    private const ulong Suppressed = 1;
    private const ulong Late = 2;

    // What is read replaces every value.
    private static readonly AccountState NoAccount = new()
    {
        AccountId = "",
        Username = "",
        UserType = "",
        Profile = default,
        Run = default,
        Snapshot = new AccountSnapshot(),
        SnapshotAsOf = default,
    };

    private static readonly KeySnapshot NoKey = new() { Hash = "", Mask = "", Slot = default };

    private static readonly FindingState NoFinding = new()
    {
        Fingerprint = "",
        Rule = "",
        Subject = default,
        Severity = default,
        CatalogueSeverity = default,
        Message = "",
        FirstSeen = default,
        OpenedAt = default,
        Openings = 0,
        LastSeen = default,
    };

    private static readonly Suppression NoSuppression = new(default, "", "");
    private static readonly UnassessedRule NoRule = new("", default, "");
    private static readonly DueCheck NothingDue = new("", default, default);
    private static readonly AccountEvent NoEvent = new() { Kind = default, Severity = default, Message = "", Run = default };

    /// <param name="account">The account.</param>
    /// <param name="buffer">Room for its bytes, used again for the next one.</param>
    public static byte[] Of(AccountState account, ArrayBufferWriter<byte> buffer)
    {
        buffer.ResetWrittenCount();
        var body = new Body(buffer, account.Run);
        Pass(ref body, account, account.AccountId);
        return buffer.WrittenSpan.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are no account.</exception>
    public static AccountState Read(ReadOnlySpan<byte> bytes, string accountId, RunStamp run)
    {
        var body = new Body(bytes, run);
        return Pass(ref body, NoAccount, accountId);
    }

    private static AccountState Pass(ref Body body, AccountState account, string accountId)
    {
        if (body.Number(Format) != Format)
            throw new InvalidDataException($"Account {accountId} has no known form.");

        // The rest of the bytes depends on whether there are events.
        var events = account.Events;
        return account with
        {
            AccountId = accountId,
            Run = body.Run,
            Username = body.Text(account.Username),
            UserType = body.RepeatedText(account.UserType),
            Profile = body.Member(account.Profile),
            Snapshot = Pass(ref body, account.Snapshot),
            SnapshotAsOf = body.TimeOfRun(account.SnapshotAsOf),
            GoneSince = body.OptionalTime(account.GoneSince),
            Passed = body.Number(account.Passed),
            AtBounds = Pass(ref body, account.AtBounds),
            Findings = body.List(account.Findings, NoFinding, Pass),
            NotAssessed = body.List(account.NotAssessed, NoRule, Pass),
            Due = body.List(account.Due, NothingDue, Pass),
            Events = events = body.List(events, NoEvent, Pass),
            EventsSince = events.Count > 0 && body.Flag(account.EventsSince is not null)
                ? body.Stamp(account.EventsSince ?? default)
                : null,
            PastOpenings = body.Map(account.PastOpenings, 0, (ref each, hash) => each.Hex(hash), (ref each, count) => each.Count(count)),
        };
    }

    private static BoundOutcomes Pass(ref Body body, BoundOutcomes outcomes) =>
        new(body.Number(outcomes.Failed), body.Number(outcomes.Excepted), body.Number(outcomes.NotAssessed));

    private static AccountSnapshot Pass(ref Body body, AccountSnapshot snapshot) => snapshot with
    {
        UserType = body.OptionalMember(snapshot.UserType),
        LoginConsole = body.Member(snapshot.LoginConsole),
        Mfa = body.Member(snapshot.Mfa),
        LoginProtection = body.Member(snapshot.LoginProtection),
        OperationProtection = body.Member(snapshot.OperationProtection),
        KeysAreComplete = body.Flag(snapshot.KeysAreComplete),
        Keys = body.List(snapshot.Keys, NoKey, Pass),
    };

    private static KeySnapshot Pass(ref Body body, KeySnapshot key) => key with
    {
        Hash = body.Hex(key.Hash),
        Mask = body.Text(key.Mask),
        Slot = body.Member(key.Slot),
        Status = body.OptionalMember(key.Status),
        Created = body.OptionalTime(key.Created),
        LastUsed = body.OptionalTime(key.LastUsed),
        NeverUsed = body.Flag(key.NeverUsed),
        UsedAsOf = body.Flag(key.UsedAsOf is not null) ? body.TimeOfRun(key.UsedAsOf ?? default) : null,
        IsListed = body.Flag(key.IsListed),
        GoneSince = body.OptionalTime(key.GoneSince),
    };

    private static FindingState Pass(ref Body body, FindingState finding) => finding with
    {
        Fingerprint = body.Hex(finding.Fingerprint),
        Rule = body.RepeatedText(finding.Rule),
        Subject = body.Member(finding.Subject),
        KeyHash = body.OptionalHex(finding.KeyHash),
        SecretIdMask = body.OptionalText(finding.SecretIdMask),
        Severity = body.Member(finding.Severity),
        CatalogueSeverity = body.Member(finding.CatalogueSeverity),
        Message = body.Text(finding.Message),
        Evidence = body.Map(
            finding.Evidence, "", (ref each, column) => each.RepeatedText(column), (ref each, cell) => each.Text(cell)),
        FirstSeen = body.Time(finding.FirstSeen),
        OpenedAt = body.Time(finding.OpenedAt),
        Openings = body.Count(finding.Openings),
        LastSeen = body.TimeOfRun(finding.LastSeen),
        ResolvedAt = body.OptionalTime(finding.ResolvedAt),
        Unnotified = body.OptionalMember(finding.Unnotified),
        KeyGoneSince = body.OptionalTime(finding.KeyGoneSince),
        Suppression = body.Flag(finding.Suppression is not null) ? Pass(ref body, finding.Suppression ?? NoSuppression) : null,
    };

    private static Suppression Pass(ref Body body, Suppression suppression) =>
        new(body.Day(suppression.Until), body.Text(suppression.Reason), body.Text(suppression.Owner));

    private static UnassessedRule Pass(ref Body body, UnassessedRule rule) =>
        new(body.RepeatedText(rule.Rule), body.Member(rule.Subject), body.Text(rule.Reason));

    private static DueCheck Pass(ref Body body, DueCheck check) => new(
        body.RepeatedText(check.Rule), body.Member(check.Subject), body.Time(check.At), body.OptionalText(check.SecretIdMask));

    private static AccountEvent Pass(ref Body body, AccountEvent each)
    {
        var flags = 0UL;
        return each with
        {
            Kind = body.Member(each.Kind),
            Severity = body.Member(each.Severity),
            CatalogueSeverity = body.Member(each.CatalogueSeverity),
            Message = body.Text(each.Message),
            Run = body.Flag(each.Run == body.Run) ? body.Run : body.Stamp(each.Run),
            Fingerprint = body.OptionalHex(each.Fingerprint),
            Rule = body.OptionalText(each.Rule),
            Change = body.OptionalText(each.Change),
            SecretIdMask = body.OptionalText(each.SecretIdMask),
            Openings = body.Count(each.Openings),
            IsSuppressed = ((flags = body.Number((each.IsSuppressed ? Suppressed : 0) | (each.IsLate ? Late : 0))) & Suppressed) != 0,
            IsLate = (flags & Late) != 0,
        };
    }
}
