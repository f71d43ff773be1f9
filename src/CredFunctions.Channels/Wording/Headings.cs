namespace CredFunctions.Channels.Wording;

/// <summary>The headings of a notification.</summary>
internal static class Headings
{
    public const string WhatToDo = "What to do";
    public const string ByLevel = "By level";
    public const string StillOpen = "Still open";
    public const string OpenFindings = "Open findings";
    public const string NewAndWorse = "New and worse";
    public const string Alerted = "Alerted at once, in messages of their own";
    public const string Settled = "Resolved, lowered or excepted";
    public const string Severity = "Severity";
    public const string Account = "Account";
    public const string Finding = "Finding";
}
