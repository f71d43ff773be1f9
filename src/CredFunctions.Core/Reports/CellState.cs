namespace CredFunctions.Reports;

/// <summary>What a cell holds.</summary>
public enum CellState : byte
{
    /// <summary>Anything that is none of the others; also every cell of an optional column that is absent.</summary>
    Unrecognised,

    /// <summary>A value of the column's type.</summary>
    Value,

    /// <summary><c>N/A</c>, <c>-</c> or empty.</summary>
    NotApplicable,

    /// <summary><c>not_supported</c>.</summary>
    NotSupported,
}
