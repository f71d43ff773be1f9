using CredFunctions.Azure;
using CredFunctions.Pipeline;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CredFunctions.Tests.Pipeline;

public sealed class FunctionAppOptionsTests
{
    private static readonly Dictionary<string, string?> Valid = new(StringComparer.Ordinal)
    {
        [SettingNames.ServiceBusNamespace] = "acme.servicebus.windows.net",
        [SettingNames.SweepSchedule] = "0 7 * * * *",
    };

    [Fact]
    public async Task What_a_deployment_sets_is_read()
    {
        var options = await OptionsOf(Valid);

        options.ServiceBusNamespace.Should().Be("acme.servicebus.windows.net");
        options.ServiceBusConnectionString.Should().BeNull();
        options.SweepSchedule.Should().Be("0 7 * * * *");
        options.ClientId.Should().BeNull();
    }

    [Fact]
    public async Task A_connection_string_as_of_the_emulator_goes_before_the_namespace()
    {
        var options = await OptionsOf(With(SettingNames.ServiceBus, "Endpoint=sb://localhost;SharedAccessKeyName=x;SharedAccessKey=y;UseDevelopmentEmulator=true;"));

        options.ServiceBusConnectionString.Should().StartWith("Endpoint=sb://localhost");
        options.ServiceBusNamespace.Should().BeNull();
    }

    [Theory]
    [InlineData(null, 100)]
    [InlineData("", 100)]
    [InlineData("1", 1)]
    [InlineData(" 25 ", 25)]
    public async Task The_accounts_of_a_message_are_set_or_have_their_default(string? text, int accounts)
    {
        using var host = HostWith(With(SettingNames.AccountsPerMessage, text));
        await host.StartAsync(TestContext.Current.CancellationToken);

        host.Services.GetRequiredService<PipelineLimits>().AccountsPerMessage.Should().Be(accounts);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("0", "\"0\"")]
    [InlineData("101", "\"101\"")]
    [InlineData("-5", "\"-5\"")]
    [InlineData("many", "\"many\"")]
    [InlineData("99999999999999999999999999999999999999999", "not a number of accounts")]
    public async Task A_number_of_accounts_that_is_wrong_keeps_the_host_from_starting(string text, string shown)
    {
        var read = () => OptionsOf(With(SettingNames.AccountsPerMessage, text));

        (await read.Should().ThrowAsync<OptionsValidationException>()).Which.Message
            .Should().Be($"CredFunctions__AccountsPerMessage is {shown}: write a whole number from 1 to 100, or leave it out for 100.");
    }

    [Theory]
    [InlineData(SettingNames.ClientId, "the-identity")]
    [InlineData(SettingNames.ServiceBus, "acme-secret")]
    [InlineData(SettingNames.ServiceBusNamespace, "sb://acme-secret.servicebus.windows.net/")]
    [InlineData(SettingNames.ServiceBusNamespace, "")]
    [InlineData(SettingNames.SweepSchedule, null)]
    [InlineData(SettingNames.SweepSchedule, "hourly")]
    [InlineData(SettingNames.SweepSchedule, "7 * * * *")]
    public async Task A_setting_that_is_wrong_is_named_and_its_value_is_not_repeated(string name, string? value)
    {
        var read = () => OptionsOf(With(name, value));

        var wrong = (await read.Should().ThrowAsync<OptionsValidationException>()).Which;
        SettingFaults.Of(wrong).Should().StartWith(name + " ").And.NotContain("acme-secret").And.Contain(": ").And.EndWith(".");
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once_a_line_each()
    {
        var read = () => OptionsOf([]);

        var wrong = (await read.Should().ThrowAsync<OptionsValidationException>()).Which;
        SettingFaults.Of(wrong)!.Split('\n').Should().HaveCount(2);
        SettingFaults.Of(new AggregateException(wrong, wrong))!.Split('\n').Should().HaveCount(4);
    }

    [Fact]
    public void What_is_no_fault_of_a_setting_stays_an_error() => SettingFaults.Of(new AggregateException(new InvalidOperationException())).Should().BeNull();

    private static Dictionary<string, string?> With(string name, string? value) => new(Valid, StringComparer.Ordinal) { [name] = value };

    private static async Task<FunctionAppOptions> OptionsOf(Dictionary<string, string?> settings)
    {
        using var host = HostWith(settings);
        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.StopAsync(TestContext.Current.CancellationToken);
        return host.Services.GetRequiredService<IOptions<FunctionAppOptions>>().Value;
    }

    private static IHost HostWith(Dictionary<string, string?> settings)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddFunctionApp(settings.GetValueOrDefault);
        return builder.Build();
    }
}
