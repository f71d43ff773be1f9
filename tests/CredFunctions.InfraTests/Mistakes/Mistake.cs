namespace CredFunctions.InfraTests.Mistakes;

/// <summary>A mistake that can be made in a template.</summary>
/// <param name="File">Where.</param>
/// <param name="Right">What stands there, once.</param>
/// <param name="Wrong">What somebody writes instead.</param>
/// <param name="Complaint">What a check has to say then.</param>
public sealed record Mistake(string File, string Right, string Wrong, string Complaint);
