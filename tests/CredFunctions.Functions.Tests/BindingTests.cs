using System.Reflection;

using CredFunctions.Azure;
using CredFunctions.Functions.Triggers;

using Microsoft.Azure.Functions.Worker;

namespace CredFunctions.Functions.Tests;

/// <summary>What the platform reads of the functions: their names, and what they are bound to.</summary>
public sealed class BindingTests
{
    public static TheoryData<Type, string, bool> QueueFunctions => new()
    {
        { typeof(ReportResumed), ResourceNames.ReportsQueue, false },
        { typeof(AccountFindingsReceived), ResourceNames.AccountFindingsQueue, false },
        { typeof(ReportCompletionDue), ResourceNames.ReportCompletionsQueue, false },
        { typeof(NotificationDue), ResourceNames.NotificationsQueue, true },
    };

    [Fact]
    public void A_function_is_called_like_its_class_and_there_are_these_seven() =>
        Functions().Select(method => (method.GetCustomAttribute<FunctionAttribute>()!.Name, method.DeclaringType!.Name)).Should().BeEquivalentTo(new[]
        {
            "ReportUploaded", "ReportResumed", "AccountFindingsReceived", "ReportCompletionDue", "NotificationDue", "Sweep", "ReportPoisoned",
        }.Select(name => (name, name)));

    [Theory]
    [MemberData(nameof(QueueFunctions))]
    public void A_queue_is_read_through_the_one_connection_and_settled_by_hand(Type function, string queue, bool hasSessions)
    {
        var trigger = TriggerOf<ServiceBusTriggerAttribute>(function);

        trigger.QueueName.Should().Be(queue);
        trigger.Connection.Should().Be(SettingNames.ServiceBus);
        trigger.IsSessionsEnabled.Should().Be(hasSessions);
        trigger.AutoCompleteMessages.Should().BeFalse();
        trigger.IsBatched.Should().BeFalse();
    }

    [Fact]
    public void Every_queue_has_its_function() =>
        QueueFunctions.Select(row => row.Data.Item2).Should().BeEquivalentTo(ResourceNames.Queues);

    [Fact]
    public void Uploads_arrive_by_event_grid_the_only_way_on_flex_consumption()
    {
        var trigger = TriggerOf<BlobTriggerAttribute>(typeof(ReportUploaded));

        trigger.BlobPath.Should().Be($"{ResourceNames.ReportsContainer}/{{name}}");
        trigger.Connection.Should().Be(SettingNames.ReportStorage);
        trigger.Source.Should().Be(BlobTriggerSource.EventGrid);
    }

    [Fact]
    public void The_poison_queue_lies_in_the_account_of_the_reports()
    {
        var trigger = TriggerOf<QueueTriggerAttribute>(typeof(ReportPoisoned));

        trigger.QueueName.Should().Be(ResourceNames.PoisonQueue);
        trigger.Connection.Should().Be(SettingNames.ReportStorage);
    }

    [Fact]
    public void The_sweep_runs_on_the_schedule_of_its_setting() =>
        TriggerOf<TimerTriggerAttribute>(typeof(Sweep)).Schedule.Should().Be($"%{SettingNames.SweepSchedule}%");

    // A function app that decides nothing is short, and its triggers have no branch.
    [Fact]
    public void The_triggers_hold_no_decision()
    {
        var triggers = Directory.GetFiles(CredFunctions.Tests.Building.RepositoryFile.At("functions/Triggers"), "*.cs").Select(File.ReadAllText).ToList();

        triggers.Should().NotBeEmpty().And.OnlyContain(text => !text.Contains("if (", StringComparison.Ordinal) && !text.Contains(" ? ", StringComparison.Ordinal) && !text.Contains("switch", StringComparison.Ordinal));
    }

    [Fact]
    public void The_function_app_has_less_than_400_lines_beside_mail() =>
        Directory.GetFiles(CredFunctions.Tests.Building.RepositoryFile.At("functions"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/Mail/", StringComparison.Ordinal))
            .Sum(file => File.ReadLines(file).Count()).Should().BeLessThan(400);

    private static IEnumerable<MethodInfo> Functions() =>
        typeof(FunctionAppComposition).Assembly.GetTypes().SelectMany(type => type.GetMethods()).Where(method => method.GetCustomAttribute<FunctionAttribute>() is not null);

    private static TAttribute TriggerOf<TAttribute>(Type function)
        where TAttribute : Attribute =>
        function.GetMethod("RunAsync")!.GetParameters().Select(parameter => parameter.GetCustomAttribute<TAttribute>()).OfType<TAttribute>().Single();
}
