using System.Collections.Frozen;

using CredFunctions.Accounts;
using CredFunctions.Notifications;
using CredFunctions.Rules;

namespace CredFunctions.Channels.Wording;

/// <summary>The titles of rules and changes, and what to do about them.</summary>
internal static class Titles
{
    private static readonly FrozenDictionary<string, (string Title, string? Remedy)> Changes =
        new Dictionary<string, (string Title, string? Remedy)>(StringComparer.Ordinal)
        {
            [AccountChange.Created.Id] = ("Account created", "Ask who created the account, and for whom; delete it if nobody needs it."),
            [AccountChange.Removed.Id] = ("Account removed", null),
            [AccountChange.KeyCreated.Id] =
                ("Access key created", "Ask the owner whether the key is theirs; if it is not, disable it and look in CloudAudit."),
            [AccountChange.KeyDeleted.Id] = ("Access key deleted", null),
            [AccountChange.KeyReenabled.Id] =
                ("Access key enabled again", "Ask the owner who enabled the key and why; delete it if it is not needed."),
            [AccountChange.KeyAwoke.Id] = ("Access key used again after a long silence",
                "Ask the owner who used the key, and from where; if nobody knows, disable it and look in CloudAudit for what was done."),
            [AccountChange.ConsoleEnabled.Id] =
                ("Console login turned on", "Ask the owner whether the login is needed; if it is, turn on MFA and login protection."),
            [AccountChange.MfaRemoved.Id] = ("MFA removed",
                "Ask the user who removed the device, and have one bound; if nobody knows, reset the password and look in CloudAudit."),
            [AccountChange.LoginProtectionRemoved.Id] = ("Login protection turned off",
                "Ask the user who turned it off, and turn it on again; if nobody knows, reset the password and look in CloudAudit."),
            [AccountChange.OperationProtectionRemoved.Id] = ("Operation protection turned off",
                "Ask the user who turned it off, and turn it on again; if nobody knows, reset the password and look in CloudAudit."),
            [AccountChange.UserTypeChanged.Id] = ("User type changed", "Ask who changed the type of the user, and why."),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The title of a finding, of a change, or of a change with what it did to a finding.</summary>
    public static string Of(string? rule, string? change, string? resolves) => (rule, change) switch
    {
        (not null, not null) => Phrase.FindingByChange(OfRule(rule), OfChange(change)),
        (not null, null) => OfRule(rule),
        (null, not null) when resolves is not null => Phrase.ChangeThatResolves(OfChange(change), OfRule(resolves)),
        (null, not null) => OfChange(change),
        _ => "",
    };

    /// <summary>What to do; null where nothing is left to do.</summary>
    public static RemedyText? RemedyOf(ItemGroup group)
    {
        if (group.Rule is { } rule)
            return RuleCatalogue.Find(rule) is { } known ? new RemedyText(known.Title, known.Remediation) : null;
        return group.Change is { } change && Changes.GetValueOrDefault(change).Remedy is { } remedy
            ? new RemedyText(OfChange(change), remedy)
            : null;
    }

    private static string OfRule(string rule) => RuleCatalogue.Find(rule)?.Title ?? InertText.Of(rule);

    private static string OfChange(string change) =>
        Changes.TryGetValue(change, out var known) ? known.Title : InertText.Of(change);
}
