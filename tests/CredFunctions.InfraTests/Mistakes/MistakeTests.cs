using CredFunctions.InfraTests.Bicep;
using CredFunctions.InfraTests.Checks;

namespace CredFunctions.InfraTests.Mistakes;

public sealed class MistakeTests
{
    public static TheoryData<string> KindsInMain => new(MistakeCatalogue.OfMain.Keys);

    public static TheoryData<string> KindsInEvents => new(MistakeCatalogue.OfEvents.Keys);

    [Theory]
    [MemberData(nameof(KindsInMain))]
    public Task A_mistake_is_complained_of(string kind) => FindsAsync("production", MistakeCatalogue.OfMain[kind]);

    [Theory]
    [MemberData(nameof(KindsInEvents))]
    public Task A_mistake_in_the_second_stage_is_complained_of(string kind) => FindsAsync("events", MistakeCatalogue.OfEvents[kind]);

    private static async Task FindsAsync(string parameters, Mistake[] mistakes)
    {
        using var templates = new TemplateCopy();
        templates.TurnLinterOff();
        foreach (var mistake in mistakes)
            templates.Replace(mistake.File, mistake.Right, mistake.Wrong);

        var withOutputs = mistakes.Any(mistake => mistake.Complaint.Contains("holds a secret", StringComparison.Ordinal));

        var complaints = Check.All(await Deployment.PredictAsync(templates, parameters, withOutputs), parameters);

        foreach (var mistake in mistakes)
            complaints.Should().Contain(each => each.Contains(mistake.Complaint, StringComparison.Ordinal), "{0} has \"{1}\"", mistake.File, mistake.Wrong);
    }
}
