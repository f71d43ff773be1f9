namespace CredFunctions.Rules;

/// <summary>A rule and what it is put to.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Subject">The account, or the key in a slot.</param>
public sealed record Check(Rule Rule, Subject Subject)
{
    /// <summary>The rules that a set of checks has room for: 64 bits, of which the upper half is for the second key.</summary>
    public const int MaxRules = 32;

    /// <summary>The check in a set of checks, as it is stored: by the rule's number, which never changes.</summary>
    public ulong Bit { get; } = BitOf(Rule.Number, Subject);

    /// <exception cref="ArgumentOutOfRangeException">A set of checks has no room for the number.</exception>
    internal static ulong BitOf(int number, Subject subject)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, MaxRules);
        return 1UL << (subject is Subject.Key2 ? number + MaxRules : number);
    }
}
