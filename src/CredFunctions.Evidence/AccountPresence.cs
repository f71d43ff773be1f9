namespace CredFunctions.Evidence;

/// <summary>Where a known account stands in a report.</summary>
internal enum AccountPresence : byte
{
    /// <summary>The report has it.</summary>
    Seen,

    /// <summary>The report does not show it, and does not show that it is gone: some of its rows could not be read.</summary>
    Unseen,

    /// <summary>The report shows that it is gone.</summary>
    Left,
}
