namespace CredFunctions.InfraTests.Checks;

/// <summary>A role that somebody has on something.</summary>
/// <param name="Below">The path that blobs have to be below; null where there is no condition.</param>
internal sealed record Grant(string Who, string Role, string Where, string? Below = null)
{
    public override string ToString() => $"The role {Role} of {Who} on {Where}{(Below is null ? "" : $" below {Below}")}";
}
