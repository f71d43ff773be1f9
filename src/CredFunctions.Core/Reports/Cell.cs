namespace CredFunctions.Reports;

/// <summary>One cell: a value, not applicable, not supported or unrecognised. A cell that was never filled is unrecognised.</summary>
public readonly record struct Cell<T>
    where T : struct
{
    private readonly T value;

    internal Cell(CellState state, T value = default)
    {
        State = state;
        this.value = value;
    }

    public CellState State { get; }

    /// <summary>The value; null when the cell has none.</summary>
    public T? Value => State is CellState.Value ? value : null;

    public static Cell<T> Of(T value) => new(CellState.Value, value);

    /// <summary>Whether the cell holds this very value.</summary>
    public bool Is(T other) => State is CellState.Value && EqualityComparer<T>.Default.Equals(value, other);
}

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
