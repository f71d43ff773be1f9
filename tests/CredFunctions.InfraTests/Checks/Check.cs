using CredFunctions.InfraTests.Bicep;

namespace CredFunctions.InfraTests.Checks;

/// <summary>The checks that every deployment has to pass.</summary>
public static class Check
{
    public static IReadOnlyDictionary<string, Func<Deployment, IEnumerable<string>>> OfMain { get; } = new Dictionary<string, Func<Deployment, IEnumerable<string>>>(StringComparer.Ordinal)
    {
        ["names"] = NamesCheck.Complaints,
        ["token"] = TokenCheck.Complaints,
        ["settings"] = SettingsCheck.Complaints,
        ["secrets"] = SecretsCheck.Complaints,
        ["hardening"] = HardeningCheck.Complaints,
        ["roles"] = RolesCheck.Complaints,
        ["alerts"] = AlertsCheck.Complaints,
        ["audit"] = AuditCheck.Complaints,
        ["cloud"] = CloudCheck.Complaints,
    };

    public static IReadOnlyDictionary<string, Func<Deployment, IEnumerable<string>>> OfEvents { get; } = new Dictionary<string, Func<Deployment, IEnumerable<string>>>(StringComparer.Ordinal)
    {
        ["token"] = TokenCheck.Complaints,
        ["secrets"] = SecretsCheck.Complaints,
        ["roles"] = RolesCheck.Complaints,
        ["alerts"] = AlertsCheck.Complaints,
        ["audit"] = AuditCheck.Complaints,
        ["cloud"] = CloudCheck.Complaints,
        ["events"] = EventsCheck.Complaints,
    };

    /// <summary>What all checks have to say of a deployment, each complaint behind the name of its check.</summary>
    public static IReadOnlyList<string> All(Deployment deployment, string parameters) =>
        [.. (parameters == "events" ? OfEvents : OfMain).SelectMany(check => check.Value(deployment).Select(complaint => $"{check.Key}: {complaint}"))];
}
