namespace CredFunctions.Rules;

/// <summary>A rule on the account as a whole.</summary>
internal interface IAccountRule : IRule
{
    // Conditions are put together of those that Facts has, and of the states of cells: accounts that have all of these in common
    // are judged once (see Outline).
    static abstract Condition Applies(Facts a);

    static abstract Condition Fails(Facts a);

    /// <summary>When the lower severity holds.</summary>
    static virtual Condition Lowers(Facts a) => Condition.Never;

    /// <summary>What is wrong, in a sentence for a person.</summary>
    static abstract string Message(Facts a);
}
