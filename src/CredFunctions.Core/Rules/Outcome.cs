namespace CredFunctions.Rules;

/// <summary>What a rule says of a subject.</summary>
public enum Outcome : byte
{
    /// <summary>The rule was not put to the subject at all. Never a pass.</summary>
    NotAssessed,

    NotApplicable,

    Pass,

    /// <summary>A finding.</summary>
    Fail,
}
