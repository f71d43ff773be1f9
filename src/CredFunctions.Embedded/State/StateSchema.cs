using System.Globalization;

namespace CredFunctions.Embedded.State;

/// <summary>The tables of a state file.</summary>
internal static class StateSchema
{
    /// <summary>Distinguishes a state file from other SQLite databases: "CrFn".</summary>
    public const long ApplicationId = 0x4372466E;

    /// <summary>The format of the file and of all that is in it. Files are not converted: any other format is refused.</summary>
    public const long Format = 3;

    // Times are ticks of UTC. The id of an account's row is its source's number and, below that, the order in which it arrived: the
    // accounts of a source are stored together, in the order of its reports, so that a report touches neighbours whatever its order
    // is. Account ids are numbers where that loses nothing. The columns that every report changes are in a narrow table of their
    // own, stamps: an unchanged account costs a few bytes there, and its body is not written again.
    public static readonly string Tables = string.Create(
        CultureInfo.InvariantCulture,
        $"""
        CREATE TABLE sources (
            number INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            version INTEGER NOT NULL DEFAULT 0,
            lane BLOB);
        CREATE TABLE reports (
            source INTEGER NOT NULL,
            report_id TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            waiting INTEGER NOT NULL,
            record BLOB NOT NULL,
            PRIMARY KEY (source, report_id)) WITHOUT ROWID;
        CREATE INDEX reports_waiting ON reports (source) WHERE waiting = 1;
        CREATE INDEX reports_by_sha256 ON reports (source, sha256);
        CREATE TABLE uploads (
            source INTEGER NOT NULL,
            name TEXT NOT NULL,
            version TEXT NOT NULL,
            settled INTEGER NOT NULL,
            upload BLOB NOT NULL,
            PRIMARY KEY (source, name)) WITHOUT ROWID;
        CREATE TABLE chunks (
            source INTEGER NOT NULL,
            report_id TEXT NOT NULL,
            as_of INTEGER NOT NULL,
            run INTEGER NOT NULL,
            chunk INTEGER NOT NULL,
            PRIMARY KEY (source, report_id, as_of, run, chunk)) WITHOUT ROWID;
        CREATE TABLE accounts (
            id INTEGER PRIMARY KEY,
            source INTEGER NOT NULL,
            account_id NOT NULL,
            flagged INTEGER NOT NULL,
            body BLOB NOT NULL);
        CREATE UNIQUE INDEX accounts_by_account_id ON accounts (source, account_id);
        CREATE INDEX accounts_flagged ON accounts (source, account_id) WHERE flagged = 1;
        CREATE TABLE stamps (
            id INTEGER PRIMARY KEY,
            version INTEGER NOT NULL,
            run INTEGER NOT NULL,
            gone INTEGER,
            open INTEGER NOT NULL,
            events INTEGER NOT NULL);
        CREATE INDEX stamps_gone ON stamps (gone) WHERE gone IS NOT NULL;
        CREATE TABLE starts (
            source INTEGER NOT NULL,
            bucket INTEGER NOT NULL,
            start INTEGER NOT NULL,
            PRIMARY KEY (source, bucket)) WITHOUT ROWID;
        CREATE TABLE runs (
            number INTEGER PRIMARY KEY,
            as_of INTEGER NOT NULL,
            report_id TEXT NOT NULL,
            run INTEGER NOT NULL,
            UNIQUE (report_id, as_of, run));
        CREATE TABLE notifications (
            id TEXT PRIMARY KEY,
            pending INTEGER NOT NULL,
            sent INTEGER,
            notification BLOB NOT NULL) WITHOUT ROWID;
        CREATE INDEX notifications_pending ON notifications (id) WHERE pending = 1;
        CREATE INDEX notifications_sent ON notifications (sent) WHERE sent IS NOT NULL;
        CREATE TABLE policies (
            hash TEXT PRIMARY KEY,
            accepted INTEGER NOT NULL,
            bytes BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE opened (
            times INTEGER NOT NULL,
            logged INTEGER NOT NULL);
        INSERT INTO opened VALUES (0, 0);
        PRAGMA user_version = {Format};
        PRAGMA application_id = {ApplicationId};
        """);
}
