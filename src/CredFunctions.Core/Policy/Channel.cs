namespace CredFunctions.Policy;

/// <summary>Where notifications go, by the name that routes use. It holds no secret, only the names of settings that do.</summary>
public abstract record Channel
{
    public required string Name { get; init; }

    /// <summary>The kind, as the policy names it: <c>teams</c>, <c>smtp</c>, ….</summary>
    public abstract string Kind { get; }

    /// <summary>Whether its messages can carry a file.</summary>
    public virtual bool CarriesFiles => false;
}
