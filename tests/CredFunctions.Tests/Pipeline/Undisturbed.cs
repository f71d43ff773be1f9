namespace CredFunctions.Tests.Pipeline;

/// <summary>How a story ends where nothing goes wrong.</summary>
internal static class Undisturbed
{
    public static async Task<(string State, int Calls)> Of(Story story, string deadline = "4h", bool keepsFinished = false)
    {
        var plan = new FaultPlan();
        var world = new World(plan, deadline: deadline, keepsFinished: keepsFinished);
        await story.PlayAsync(world);
        await world.RestAsync();
        world.Desk.Arrived.Should().OnlyHaveUniqueItems().And.NotBeEmpty();
        return (await world.StateAsync(), plan.Calls);
    }
}
