using CredFunctions.Reports;

namespace CredFunctions.Rules;

/// <summary>
/// All of an account that conditions can depend on, whatever they ask: the codes of its cells, between which marks its times
/// lie, and the conditions on its name and on two of its times together. Accounts with the same outline get the same verdicts.
/// </summary>
internal readonly struct Outline : IEquatable<Outline>
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

    public bool Equals(Outline other) =>
        accountCodes == other.accountCodes & keyCodes == other.keyCodes & places == other.places & rest == other.rest;

    public override bool Equals(object? obj) => obj is Outline other && Equals(other);

    public override int GetHashCode()
    {
        // Odd constants, so that no bit is lost; the high half of a product depends on all of its bits.
        var sum = (accountCodes * 0x9E3779B97F4A7C15) + (keyCodes * 0xC2B2AE3D27D4EB4F) + ((places ^ (uint)rest) * 0x165667B19E3779F9);
        return (int)(sum >> 32);
    }
}
