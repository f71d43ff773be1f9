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

    public static Cell<T> NotApplicable { get; } = new(CellState.NotApplicable);

    public static Cell<T> NotSupported { get; } = new(CellState.NotSupported);

    public static Cell<T> Unrecognised { get; } = new(CellState.Unrecognised);

    public CellState State { get; }

    /// <summary>Whether the cell was understood but holds no value: not applicable or not supported.</summary>
    public bool IsEmpty => State is CellState.NotApplicable or CellState.NotSupported;

    public static Cell<T> Of(T value) => new(CellState.Value, value);

    /// <summary>The value, when the cell has one.</summary>
    public bool TryGet(out T result)
    {
        result = value;
        return State is CellState.Value;
    }

    /// <summary>Whether the cell holds this very value.</summary>
    public bool Is(T other) => State is CellState.Value && EqualityComparer<T>.Default.Equals(value, other);
}
