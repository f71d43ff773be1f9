namespace CredFunctions.Rules;

/// <summary>A control of a standard that a rule speaks to.</summary>
/// <param name="Standard">Such as <c>PCI DSS 4</c>.</param>
/// <param name="Id">The control's number in it.</param>
/// <param name="Source">Whether the mapping is published or ours.</param>
public sealed record Control(string Standard, string Id, ControlSource Source);
