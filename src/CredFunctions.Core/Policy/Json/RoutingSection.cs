using System.Text.Json;

using CredFunctions.Languages;

namespace CredFunctions.Policy.Json;

/// <summary><c>channels</c> and <c>routes</c>: where notifications go.</summary>
internal static class RoutingSection
{
    private const int MaxChannels = 100;
    private const int MaxRoutes = 500;

    /// <summary>Reads <c>channels</c>: by name, a kind and the settings of that kind.</summary>
    public static IReadOnlyList<Channel> AsChannels(this PolicyNode node, IReadOnlyList<IChannelReader> readers)
    {
        if (node.AsObject() is null)
            return [];
        if (node.Members.Count > MaxChannels)
            node.Refuse($"has {node.Members.Count} channels", $"at most {MaxChannels}");
        return [.. node.Members.Select(member => ChannelOf(member.Key, member.Value, readers)).OfType<Channel>()];
    }

    /// <summary>
    /// Reads <c>routes</c> and compares them with the channels: every route names known channels, and every finding has a route.
    /// </summary>
    /// <param name="language">The language of the policy.</param>
    /// <param name="hasRoster">Whether there is a roster.</param>
    public static IReadOnlyList<Route> Routes(PolicyNode? node, PolicyNode? channels, Language language, bool hasRoster)
    {
        var names = channels?.Members.Select(member => member.Key).ToHashSet(StringComparer.Ordinal) ?? [];
        var routes = new List<Route>();
        Route? catchAll = null;
        var entries = node?.List(0, MaxRoutes) ?? [];
        foreach (var entry in entries)
        {
            if (RouteOf(entry, names, language) is not { } route)
                continue;
            if (!hasRoster && (route.OwnedBy ?? route.Team) is not null)
                entry.Warn("takes no finding: there is no roster to name an owner or a team");
            if (catchAll is not null && route.Severity >= catchAll.Severity)
                entry.Warn("is never reached: a route before it takes every finding that it would take");
            if (route.IsCatchAll && (catchAll is null || route.Severity < catchAll.Severity))
                catchAll = route;
            routes.Add(route);
        }

        // A route with an error may be the missing one.
        var areAllRead = routes.Count == entries.Count && (node is null || node.Kind is JsonValueKind.Array);
        if (names.Count > 0 && catchAll is null && areAllRead)
            (node ?? channels!).Refuse(
                "has no route for every source and account", "a last route with \"channels\" but without \"source\" and \"account\"");
        foreach (var (name, channel) in channels?.Members ?? [])
        {
            if (!routes.Exists(route => route.Channels.Contains(name, StringComparer.Ordinal)))
                channel.Warn("is used by no route");
        }

        return routes;
    }

    private static Channel? ChannelOf(string name, PolicyNode node, IReadOnlyList<IChannelReader> readers)
    {
        if (!SourceName.IsValid(name))
            node.Refuse("has a name that a channel cannot have", PolicyFile.AllowedName);
        if (node.AsObject() is not { } settings || settings.Require("kind") is not { } kind)
            return null;
        var allowed = string.Join(", ", readers.Select(each => $"\"{each.Kind}\""));
        if (kind.TextThat(word => readers.Any(each => each.Kind == word), allowed) is not { } known)
            return null;

        var language = settings.Take("language")?.AsLanguage();
        var channel = readers.First(each => each.Kind == known).Read(name, settings);
        settings.End();
        return channel is null ? null : channel with { Language = language };
    }

    private static Route? RouteOf(PolicyNode node, HashSet<string> names, Language language)
    {
        if (node.AsObject() is not { } keys)
            return null;
        var source = keys.Take("source") is { } sources ? sources.Pattern() : NamePattern.Any;
        var account = keys.Take("account") is { } accounts ? accounts.Pattern() : NamePattern.Any;
        var ownedBy = keys.Take("ownedBy")?.Pattern();
        var team = keys.Take("team")?.Pattern();
        var severity = keys.Take("severity") is { } word ? word.Severity() : Severity.Info;
        var known = names.Count == 0
            ? "none: the policy has no channels"
            : string.Join(", ", names.Order(StringComparer.Ordinal).Select(PolicyNode.Quoted));
        var channels = keys.Require("channels")?.List(1, MaxChannels)
            .Select(channel => channel.TextThat(names.Contains, known)).OfType<string>().ToList();
        var owner = keys.Take("owner")?.OneLine();
        var ownLanguage = keys.Take("language")?.AsLanguage();
        keys.End();
        return source is null || account is null || severity is null || channels is null
            ? null
            : new Route
            {
                Source = source,
                Account = account,
                OwnedBy = ownedBy,
                Team = team,
                Severity = severity.Value,
                Channels = channels,
                Owner = owner,
                Language = ownLanguage ?? language,
            };
    }
}
