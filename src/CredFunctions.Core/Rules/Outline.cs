using System.Runtime.InteropServices;
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

    /// <param name="later">How much later than the as-of the marks lie, in ticks.</param>
    /// <param name="hasLeft">Whether its owner has left by then.</param>
    public Outline(Account account, AgeMarks marks, long later, bool isNamedMachine, AccountTraits traits, bool hasLeft)
    {
        (accountCodes, keyCodes) = account.Codes;
        places = marks.PlacesOf(account, later);

        // With another number of marks, the places mean something else.
        rest = (marks.Count << 8)
             | (isNamedMachine ? 1 : 0)
             | (account.Key1.IsUsedBeforeCreated ? 2 : 0)
             | (account.Key2.IsUsedBeforeCreated ? 4 : 0)
             | (traits.IsExternal ? 8 : 0)
             | (traits.IsPrivileged ? 16 : 0)
             | (traits.Owner is null ? 0 : 32)
             | (traits.Owner?.LeftOn is null ? 0 : 64)
             | (hasLeft ? 128 : 0);
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

    // Which checks ask about which time and which mark.
    private readonly List<(Column Time, long Mark, ulong Checks)> questions = [];

    public int Count => marks.Count;

    /// <summary>The check that asks, a <see cref="Check.Bit"/>; 0 for none.</summary>
    public ulong Asking { get; set; }

    /// <summary>Whether the time of the account lies before the mark, in UTC ticks.</summary>
    /// <param name="mark">The mark for the as-of.</param>
    /// <param name="later">How much later it lies now.</param>
    public bool IsBefore(Account account, Column time, long mark, long later)
    {
        if (!marks.Contains(mark))
            marks.Add(mark);
        var index = questions.FindIndex(known => known.Time == time && known.Mark == mark);
        if (index < 0)
            questions.Add((time, mark, Asking));
        else
            questions[index] = (time, mark, questions[index].Checks | Asking);
        return account.TicksOf(time) < mark + later;
    }

    /// <summary>
    /// Adds how much later each mark has to lie to meet a time of the account, which is passed right after, with the checks that
    /// ask about the two.
    /// </summary>
    /// <param name="most">The most that is added.</param>
    /// <param name="checks">The checks of interest.</param>
    public void AddTurns(Account account, long most, ulong checks, List<(long Later, ulong Checks)> turns)
    {
        foreach (ref readonly var question in CollectionsMarshal.AsSpan(questions))
        {
            if ((question.Checks & checks) != 0 && account.TicksOf(question.Time) - question.Mark is >= 0 and var later && later <= most)
                turns.Add((later, question.Checks));
        }
    }

    /// <summary>How many marks each of the account's seven times lies before, a byte each; none where the cell holds no time.</summary>
    /// <param name="later">How much later each mark lies now.</param>
    public ulong PlacesOf(Account account, long later)
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
            firstPlaces -= Vector256.LessThan(first, Vector256.Create(mark + later));
            secondPlaces -= Vector256.LessThan(second, Vector256.Create(mark + later));
        }

        var places = (firstPlaces | (secondPlaces << 8)).AsUInt64();
        return places[0] | (places[1] << 16) | (places[2] << 32) | (places[3] << 48);
    }
}
