namespace CredFunctions.Reports;

/// <summary>Why a report is not read at all.</summary>
/// <param name="Reason">What is wrong and what to do, in one sentence or two.</param>
/// <param name="Line">The physical line, from 1, where one can be named.</param>
public sealed record Rejection(string Reason, long? Line = null);
