namespace CredFunctions.Rules;

/// <summary>The result of a rule for a subject.</summary>
public enum Outcome : byte
{
    /// <summary>The rule was not put to the subject at all. Never a pass.</summary>
    NotAssessed,

    NotApplicable,

    Pass,

    /// <summary>A finding.</summary>
    Fail,
}
