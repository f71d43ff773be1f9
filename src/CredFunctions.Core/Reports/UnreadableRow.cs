namespace CredFunctions.Reports;

/// <summary>A row that could not be read; the rest of the report goes on.</summary>
/// <param name="Line">The physical line where the row begins, from 1.</param>
/// <param name="Reason">Why, in words for a person.</param>
public sealed record UnreadableRow(long Line, string Reason);
