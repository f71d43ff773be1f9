namespace CredFunctions.Policy.Json;

/// <summary><c>reminders</c>: by severity, every how many days.</summary>
internal static class RemindersSection
{
    private const int MaxDays = 365;

    public static Reminders Read(PolicyNode node, Remarks remarks)
    {
        if (ObjectReader.Of(node, remarks) is not { } keys)
            return Reminders.None;

        var days = new Dictionary<Severity, int>();
        foreach (var severity in SeverityWords.WorstFirst)
        {
            if (keys.Take(severity.Name())?.Whole(1, MaxDays, "days", remarks) is { } every)
                days.Add(severity, every);
        }

        keys.End();
        return new Reminders(days);
    }
}
