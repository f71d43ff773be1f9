namespace CredFunctions.InfraTests.Checks;

/// <summary>A role that somebody has on something.</summary>
internal sealed record Grant(string Who, string Role, string Where)
{
    public override string ToString() => $"The role {Role} of {Who} on {Where}";
}
