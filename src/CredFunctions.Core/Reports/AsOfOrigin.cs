namespace CredFunctions.Reports;

/// <summary>Where an as-of came from.</summary>
public enum AsOfOrigin : byte
{
    /// <summary>A person gave the time.</summary>
    Given,

    /// <summary>A person had it taken from the file's name.</summary>
    Name,

    /// <summary>The time at which the file was last modified.</summary>
    FileTime,

    /// <summary>The clock, when the report arrived: its file has no time, or one in the future.</summary>
    Arrival,
}
