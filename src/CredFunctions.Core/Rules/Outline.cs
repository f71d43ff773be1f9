using System.Runtime.Intrinsics;

using CredFunctions.Reports;

namespace CredFunctions.Rules;

/// <summary>
/// All of an account that conditions can depend on, whatever they ask: the codes of its cells, between which marks its times
/// lie, and the conditions on its name and on two of its times together. Accounts with the same outline get the same verdicts.
/// </summary>
internal readonly record struct Outline
{
    private readonly ulong accountCodes;
    private readonly ulong keyCodes;
    private readonly ulong places;
    private readonly int rest;

    public Outline(Account account, AgeMarks marks, bool isNamedMachine)
    {
        (accountCodes, keyCodes) = account.Codes;
        places = marks.PlacesOf(account);

        // With another number of marks, the places mean something else.
        rest = (marks.Count << 3)
             | (isNamedMachine ? 1 : 0)
             | (account.Key1.IsUsedBeforeCreated ? 2 : 0)
             | (account.Key2.IsUsedBeforeCreated ? 4 : 0);
    }

    public override int GetHashCode()
    {
        // Odd constants, so that no bit is lost; the high half of a product depends on all of its bits.
        var sum = (accountCodes * 0x9E3779B97F4A7C15) + (keyCodes * 0xC2B2AE3D27D4EB4F) + ((places ^ (uint)rest) * 0x165667B19E3779F9);
        return (int)(sum >> 32);
    }
}

/// <summary>
/// The instants that conditions compare times with: "90 days before the as-of" and the like. They are learnt from the questions
/// themselves, so that none can be left out, and are few. Between the same two marks, no condition distinguishes two times.
/// </summary>
internal sealed class AgeMarks
{
    private readonly List<long> marks = [];

    public int Count => marks.Count;

    /// <summary>Whether the time lies before the mark, in UTC ticks.</summary>
    public bool IsBefore(long time, long mark)
    {
        if (!marks.Contains(mark))
            marks.Add(mark);
        return time < mark;
    }

    /// <summary>How many marks each of the account's seven times lies before, a byte each; none where the cell holds no time.</summary>
    public ulong PlacesOf(Account account)
    {
        // All times against one mark after the other. Time by time it took twice as long (400,000 accounts, read twice, by a profile).
        var first = Vector256.Create(
            account.TicksOf(Column.CreationTime), account.TicksOf(Column.PasswordLastRotation),
            account.TicksOf(Column.AccessKey1CreationTime), account.TicksOf(Column.AccessKey1LastUsedDate));
        var second = Vector256.Create(
            account.TicksOf(Column.AccessKey2CreationTime), account.TicksOf(Column.AccessKey2LastUsedDate),
            account.TicksOf(Column.LastConsoleLoginTime), Account.NoTime);
        var firstPlaces = Vector256<long>.Zero;
        var secondPlaces = Vector256<long>.Zero;
        foreach (var mark in marks)
        {
            // True is -1 in a vector.
            firstPlaces -= Vector256.LessThan(first, Vector256.Create(mark));
            secondPlaces -= Vector256.LessThan(second, Vector256.Create(mark));
        }

        var places = (firstPlaces | (secondPlaces << 8)).AsUInt64();
        return places[0] | (places[1] << 16) | (places[2] << 32) | (places[3] << 48);
    }
}
