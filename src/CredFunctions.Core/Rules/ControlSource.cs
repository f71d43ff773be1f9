namespace CredFunctions.Rules;

/// <summary>Who published that a rule is evidence for a control.</summary>
public enum ControlSource : byte
{
    /// <summary>A published mapping of the same check.</summary>
    Published,

    /// <summary>This project's own reading; no benchmark for Tencent Cloud was found.</summary>
    Ours,
}
