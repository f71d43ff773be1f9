using System.Text.Json;


namespace CredFunctions.Policy.Json;

/// <summary><c>routes</c>: who is told of which findings, the first that matches.</summary>
internal static class RoutesSection
{
    private const int MaxRoutes = 500;

    /// <summary>Reads the routes, and holds them against the channels: each leads somewhere, and everything is told somewhere.</summary>
    public static IReadOnlyList<Route> Read(PolicyNode? node, PolicyNode? channels, Remarks remarks)
    {
        var names = channels?.Members.Select(member => member.Key).ToHashSet(StringComparer.Ordinal) ?? [];
        var routes = new List<Route>();
        Route? catchAll = null;
        var entries = node?.List(0, MaxRoutes, remarks) ?? [];
        foreach (var entry in entries)
        {
            if (Entry(entry, names, remarks) is not { } route)
                continue;
            if (catchAll is not null && route.Severity >= catchAll.Severity)
                remarks.Warn(entry, "is never reached: a route before it takes every finding that it would take");
            if (route.IsCatchAll && (catchAll is null || route.Severity < catchAll.Severity))
                catchAll = route;
            routes.Add(route);
        }

        // A route that cannot be read may be the one that is missed; that has been said.
        var areAllRead = routes.Count == entries.Count && (node is null || node.Kind is JsonValueKind.Array);
        if (names.Count > 0 && catchAll is null && areAllRead)
            remarks.Refuse(node ?? channels!, "has no route for every source and account",
                "a last route with \"channels\" but without \"source\" and \"account\"");
        WarnOfUnusedChannels(channels, routes, remarks);
        return routes;
    }

    private static Route? Entry(PolicyNode node, HashSet<string> names, Remarks remarks)
    {
        if (ObjectReader.Of(node, remarks) is not { } keys)
            return null;

        var source = keys.Take("source") is { } sources ? sources.Pattern(remarks) : NamePattern.Any;
        var account = keys.Take("account") is { } accounts ? accounts.Pattern(remarks) : NamePattern.Any;
        var severity = keys.Take("severity") is { } word ? SeverityWords.All.Read(word, remarks) : Severity.Info;
        var channels = keys.Require("channels")?.List(1, ChannelsSection.MaxChannels, remarks)
            .Select(channel => ChannelOf(channel, names, remarks)).OfType<string>().ToList();
        var owner = keys.Take("owner")?.Line(remarks);
        keys.End();

        return source is null || account is null || severity is null || channels is null
            ? null
            : new Route { Source = source, Account = account, Severity = severity.Value, Channels = channels, Owner = owner };
    }

    private static string? ChannelOf(PolicyNode node, HashSet<string> names, Remarks remarks)
    {
        var known = names.Count == 0
            ? "none: the policy has no channels"
            : string.Join(", ", names.Order(StringComparer.Ordinal).Select(PolicyNode.Quoted));
        return node.Text(names.Contains, known, remarks);
    }

    private static void WarnOfUnusedChannels(PolicyNode? channels, List<Route> routes, Remarks remarks)
    {
        foreach (var (name, channel) in channels?.Members ?? [])
        {
            if (!routes.Exists(route => route.Channels.Contains(name, StringComparer.Ordinal)))
                remarks.Warn(channel, "is used by no route");
        }
    }
}
