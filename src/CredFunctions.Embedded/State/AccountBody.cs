using System.Collections.ObjectModel;

using CredFunctions.Accounts;
using CredFunctions.Reports;

namespace CredFunctions.Embedded.State;

/// <summary>
/// An account as bytes. A time that equals the as-of of its last run is written as a flag, so that an unchanged account has the same
/// bytes after every report.
/// </summary>
internal static class AccountBody
{
    private const ulong Format = 2;
    private const ulong Suppressed = 1;
    private const ulong Late = 2;

    public static byte[] Of(AccountState account, BodyWriter body)
    {
        var run = account.Run;
        body.Number(Format);
        body.Text(account.Username);
        body.Text(account.UserType);
        body.Number((ulong)account.Profile);
        WriteSnapshot(body, account.Snapshot, run.AsOf);
        WriteTime(body, account.SnapshotAsOf, run.AsOf);
        body.OptionalTime(account.GoneSince);
        body.Number(account.Passed);
        body.Number((ulong)account.Findings.Count);
        foreach (var finding in account.Findings)
            WriteFinding(body, finding, run);
        body.Number((ulong)account.NotAssessed.Count);
        foreach (var rule in account.NotAssessed)
        {
            body.Text(rule.Rule);
            body.Number((ulong)rule.Subject);
            body.Text(rule.Reason);
        }

        body.Number((ulong)account.Events.Count);
        foreach (var accountEvent in account.Events)
            WriteEvent(body, accountEvent, run);
        if (account.Events.Count > 0)
            WriteRun(body, account.EventsSince);
        body.Number((ulong)account.PastOpenings.Count);
        foreach (var (fingerprint, openings) in account.PastOpenings)
        {
            body.Hex(fingerprint);
            body.Number((ulong)openings);
        }

        return body.Take();
    }

    public static AccountState Read(ReadOnlySpan<byte> bytes, string accountId, RunStamp run)
    {
        var body = new BodyReader(bytes);
        if (body.Number() != Format)
            throw new InvalidDataException($"Account {accountId} has no known form.");

        var account = new AccountState
        {
            AccountId = accountId,
            Run = run,
            Username = body.Text(),
            UserType = body.Word(),
            Profile = (Profile)body.Number(),
            Snapshot = ReadSnapshot(ref body, run.AsOf),
            SnapshotAsOf = ReadTime(ref body, run.AsOf),
            GoneSince = body.OptionalTime(),
            Passed = body.Number(),
            Findings = ReadFindings(ref body, run),
            NotAssessed = ReadNotAssessed(ref body),
            Events = ReadEvents(ref body, run),
        };
        return account with { EventsSince = account.Events.Count > 0 ? ReadRun(ref body) : null, PastOpenings = ReadOpenings(ref body) };
    }

    private static void WriteRun(BodyWriter body, RunStamp? run)
    {
        body.Flag(run is not null);
        if (run is not { } stamp)
            return;
        body.Time(stamp.AsOf);
        body.Hex(stamp.ReportId);
        body.Number((ulong)stamp.Number);
    }

    private static RunStamp? ReadRun(ref BodyReader body) => body.Flag() ? new RunStamp(body.Time(), body.Hex(), body.Count()) : null;

    private static IReadOnlyDictionary<string, int> ReadOpenings(ref BodyReader body)
    {
        var count = body.Count();
        if (count == 0)
            return ReadOnlyDictionary<string, int>.Empty;

        var openings = new Dictionary<string, int>(count, StringComparer.Ordinal);
        while (count-- > 0)
            openings[body.Hex()] = body.Count();
        return openings;
    }

    private static void WriteTime(BodyWriter body, DateTimeOffset time, DateTimeOffset asOf)
    {
        body.Flag(time.EqualsExact(asOf));
        if (!time.EqualsExact(asOf))
            body.Time(time);
    }

    private static DateTimeOffset ReadTime(ref BodyReader body, DateTimeOffset asOf) => body.Flag() ? asOf : body.Time();

    private static void WriteSnapshot(BodyWriter body, AccountSnapshot snapshot, DateTimeOffset asOf)
    {
        body.Number(snapshot.UserType is { } type ? (ulong)type + 1 : 0);
        body.Number((ulong)snapshot.LoginConsole);
        body.Number((ulong)snapshot.Mfa);
        body.Number((ulong)snapshot.LoginProtection);
        body.Number((ulong)snapshot.OperationProtection);
        body.Flag(snapshot.KeysAreComplete);
        body.Number((ulong)snapshot.Keys.Count);
        foreach (var key in snapshot.Keys)
        {
            body.Hex(key.Hash);
            body.Text(key.Mask);
            body.Number((ulong)key.Slot);
            body.Number(key.Status is { } status ? (ulong)status + 1 : 0);
            body.OptionalTime(key.Created);
            body.OptionalTime(key.LastUsed);
            body.Flag(key.NeverUsed);
            body.Flag(key.UsedAsOf is not null);
            if (key.UsedAsOf is { } usedAsOf)
                WriteTime(body, usedAsOf, asOf);
            body.Flag(key.IsListed);
            body.OptionalTime(key.GoneSince);
        }
    }

    private static AccountSnapshot ReadSnapshot(ref BodyReader body, DateTimeOffset asOf)
    {
        var snapshot = new AccountSnapshot
        {
            UserType = body.Number() is > 0 and var type ? (UserType)(type - 1) : null,
            LoginConsole = (FlagReading)body.Number(),
            Mfa = (FlagReading)body.Number(),
            LoginProtection = (FlagReading)body.Number(),
            OperationProtection = (FlagReading)body.Number(),
            KeysAreComplete = body.Flag(),
        };
        var count = body.Count();
        var keys = count == 0 ? [] : new KeySnapshot[count];
        for (var index = 0; index < keys.Length; index++)
        {
            keys[index] = new KeySnapshot
            {
                Hash = body.Hex(),
                Mask = body.Text(),
                Slot = (KeySlot)body.Number(),
                Status = body.Number() is > 0 and var status ? (KeyStatus)(status - 1) : null,
                Created = body.OptionalTime(),
                LastUsed = body.OptionalTime(),
                NeverUsed = body.Flag(),
                UsedAsOf = body.Flag() ? ReadTime(ref body, asOf) : null,
                IsListed = body.Flag(),
                GoneSince = body.OptionalTime(),
            };
        }

        return snapshot with { Keys = keys };
    }

    private static void WriteFinding(BodyWriter body, FindingState finding, RunStamp run)
    {
        body.Hex(finding.Fingerprint);
        body.Text(finding.Rule);
        body.Number((ulong)finding.Subject);
        body.OptionalHex(finding.KeyHash);
        body.OptionalText(finding.SecretIdMask);
        body.Number((ulong)finding.Severity);
        body.Number((ulong)finding.CatalogueSeverity);
        body.Text(finding.Message);
        body.Number((ulong)finding.Evidence.Count);
        foreach (var (column, cell) in finding.Evidence)
        {
            body.Text(column);
            body.Text(cell);
        }

        body.Time(finding.FirstSeen);
        body.Time(finding.OpenedAt);
        body.Number((ulong)finding.Openings);
        WriteTime(body, finding.LastSeen, run.AsOf);
        body.OptionalTime(finding.ResolvedAt);
        body.Number(finding.Unnotified is { } unnotified ? (ulong)unnotified + 1 : 0);
        body.OptionalTime(finding.KeyGoneSince);
        body.Flag(finding.Suppression is not null);
        if (finding.Suppression is not { } suppression)
            return;
        body.Day(suppression.Until);
        body.Text(suppression.Reason);
        body.Text(suppression.Owner);
    }

    private static FindingState[] ReadFindings(ref BodyReader body, RunStamp run)
    {
        var count = body.Count();
        var findings = count == 0 ? [] : new FindingState[count];
        for (var index = 0; index < findings.Length; index++)
        {
            findings[index] = new FindingState
            {
                Fingerprint = body.Hex(),
                Rule = body.Word(),
                Subject = (Subject)body.Number(),
                KeyHash = body.OptionalHex(),
                SecretIdMask = body.OptionalText(),
                Severity = (Severity)body.Number(),
                CatalogueSeverity = (Severity)body.Number(),
                Message = body.Text(),
                Evidence = ReadEvidence(ref body),
                FirstSeen = body.Time(),
                OpenedAt = body.Time(),
                Openings = body.Count(),
                LastSeen = ReadTime(ref body, run.AsOf),
                ResolvedAt = body.OptionalTime(),
                Unnotified = body.Number() is > 0 and var unnotified ? (AccountEventKind)(unnotified - 1) : null,
                KeyGoneSince = body.OptionalTime(),
                Suppression = body.Flag() ? new Suppression(body.Day(), body.Text(), body.Text()) : null,
            };
        }

        return findings;
    }

    private static Dictionary<string, string> ReadEvidence(ref BodyReader body)
    {
        var count = body.Count();
        var evidence = new Dictionary<string, string>(count, StringComparer.Ordinal);
        while (count-- > 0)
            evidence[body.Word()] = body.Text();
        return evidence;
    }

    private static UnassessedRule[] ReadNotAssessed(ref BodyReader body)
    {
        var count = body.Count();
        var rules = count == 0 ? [] : new UnassessedRule[count];
        for (var index = 0; index < rules.Length; index++)
            rules[index] = new UnassessedRule(body.Word(), (Subject)body.Number(), body.Text());
        return rules;
    }

    private static void WriteEvent(BodyWriter body, AccountEvent accountEvent, RunStamp run)
    {
        body.Number((ulong)accountEvent.Kind);
        body.Number((ulong)accountEvent.Severity);
        body.Number((ulong)accountEvent.CatalogueSeverity);
        body.Text(accountEvent.Message);
        body.Flag(accountEvent.Run == run);
        if (accountEvent.Run != run)
        {
            body.Time(accountEvent.Run.AsOf);
            body.Hex(accountEvent.Run.ReportId);
            body.Number((ulong)accountEvent.Run.Number);
        }

        body.OptionalHex(accountEvent.Fingerprint);
        body.OptionalText(accountEvent.Rule);
        body.OptionalText(accountEvent.Change);
        body.OptionalText(accountEvent.SecretIdMask);
        body.Number((ulong)accountEvent.Openings);
        body.Number((accountEvent.IsSuppressed ? Suppressed : 0) | (accountEvent.IsLate ? Late : 0));
    }

    private static AccountEvent[] ReadEvents(ref BodyReader body, RunStamp run)
    {
        var count = body.Count();
        var events = count == 0 ? [] : new AccountEvent[count];
        for (var index = 0; index < events.Length; index++)
        {
            var accountEvent = new AccountEvent
            {
                Kind = (AccountEventKind)body.Number(),
                Severity = (Severity)body.Number(),
                CatalogueSeverity = (Severity)body.Number(),
                Message = body.Text(),
                Run = body.Flag() ? run : new RunStamp(body.Time(), body.Hex(), body.Count()),
                Fingerprint = body.OptionalHex(),
                Rule = body.OptionalText(),
                Change = body.OptionalText(),
                SecretIdMask = body.OptionalText(),
                Openings = body.Count(),
            };
            var flags = body.Number();
            events[index] = accountEvent with { IsSuppressed = (flags & Suppressed) != 0, IsLate = (flags & Late) != 0 };
        }

        return events;
    }
}
