namespace CredFunctions.Ports;

/// <summary>A notification arrived.</summary>
/// <param name="Remark">What went wrong all the same, such as one recipient of several; without a secret.</param>
public sealed record Delivery(string? Remark = null)
{
    public static Delivery Whole { get; } = new();
}
