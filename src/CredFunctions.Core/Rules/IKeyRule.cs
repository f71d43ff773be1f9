using CredFunctions.Reports;

namespace CredFunctions.Rules;

/// <summary>A rule on an access key, asked of both slots.</summary>
internal interface IKeyRule : IRule
{
    // Conditions are put together of those that Facts has, and of the states of cells: accounts that have all of these in common
    // are judged once (see Outline).
    static abstract Condition Applies(Facts a, AccessKey k);

    static abstract Condition Fails(Facts a, AccessKey k);

    /// <summary>When the lower severity holds.</summary>
    static virtual Condition Lowers(Facts a, AccessKey k) => Condition.Never;

    /// <summary>What is wrong, as the rest of a sentence that begins "Access key 1 (mask)".</summary>
    static abstract string Message(Facts a, AccessKey k);
}
