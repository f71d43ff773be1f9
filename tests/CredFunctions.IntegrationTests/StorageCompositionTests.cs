using System.Net.Sockets;

using Azure;
using Azure.Identity;
using Azure.Storage.Blobs;

using CredFunctions.Azure;
using CredFunctions.Channels;
using CredFunctions.Ports;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CredFunctions.IntegrationTests;

public sealed class StorageCompositionTests
{
    private const string DevelopmentStorage = "UseDevelopmentStorage=true";

    private static readonly Dictionary<string, string?> Urls = new(StringComparer.Ordinal)
    {
        [SettingNames.ReportStorageBlobUri] = "https://acme.blob.core.windows.net",
        [SettingNames.ReportStorageQueueUri] = "https://acme.queue.core.windows.net",
        [SettingNames.ReportStorageTableUri] = "https://acme.table.core.windows.net",
    };

    [Fact]
    public async Task A_connection_string_is_enough()
    {
        using var host = HostWith(name => name == SettingNames.ReportStorage ? DevelopmentStorage : null);
        await host.StartAsync(TestContext.Current.CancellationToken);

        foreach (var port in (Type[])[typeof(IAuditStore), typeof(IReportInbox), typeof(IPolicies)])
            host.Services.GetRequiredService(port).Should().BeSameAs(host.Services.GetRequiredService(port));
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task So_are_the_urls_of_its_services()
    {
        using var host = HostWith(Urls.GetValueOrDefault);
        await host.StartAsync(TestContext.Current.CancellationToken);

        host.Services.GetRequiredService<IAuditStore>().Should().NotBeNull();
        host.Services.GetRequiredService<IOptions<StorageOptions>>().Value.Address!.NeedsSignIn.Should().BeTrue();
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(SettingNames.ReportStorageBlobUri, null)]
    [InlineData(SettingNames.ReportStorageQueueUri, "")]
    [InlineData(SettingNames.ReportStorageTableUri, "http://acme.table.core.windows.net")]
    [InlineData(SettingNames.ReportStorageTableUri, "acme")]
    [InlineData(SettingNames.ReportStorageBlobUri, "https://acme.blob.core.windows.net/?sig=whatever")]
    public async Task A_url_that_is_wrong_keeps_the_host_from_starting_and_is_named(string name, string? url)
    {
        var settings = new Dictionary<string, string?>(Urls, StringComparer.Ordinal) { [name] = url };
        using var host = HostWith(settings.GetValueOrDefault);

        var start = () => host.StartAsync(TestContext.Current.CancellationToken);

        (await start.Should().ThrowAsync<OptionsValidationException>()).Which.Message.Should().StartWith(name + " is not ").And.NotContain("whatever");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(403)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public void What_the_service_says_when_it_is_busy_or_gone_passes(int status) =>
        new StorageFailures().Include(new AggregateException(new RequestFailedException(status, "busy"), new HttpRequestException())).Should().BeTrue();

    [Fact]
    public async Task A_name_that_cannot_be_resolved_passes()
    {
        var blobs = new BlobServiceClient(new Uri("https://no-such-account.invalid"), new BlobClientOptions { Retry = { MaxRetries = 1, Delay = TimeSpan.FromMilliseconds(1) } });

        var failure = await Record.ExceptionAsync(() => blobs.GetPropertiesAsync(TestContext.Current.CancellationToken));

        new StorageFailures().Include(failure!).Should().BeTrue();
    }

    [Fact]
    public void What_stays_wrong_does_not_pass()
    {
        var failures = new StorageFailures();

        failures.Include(new RequestFailedException(404, "no")).Should().BeFalse();
        failures.Include(new CredentialUnavailableException("no")).Should().BeFalse();
        failures.Include(new AuthenticationFailedException("no")).Should().BeFalse();
        failures.Include(new InvalidOperationException()).Should().BeFalse();
        failures.Include(new AggregateException(new HttpRequestException(), new InvalidOperationException())).Should().BeFalse();
        failures.Include(new AuthenticationFailedException("late", new HttpRequestException())).Should().BeTrue();
        failures.Include(new AuthenticationFailedException("late", new InvalidOperationException("wrapped", new SocketException()))).Should().BeTrue();
    }

    private static IHost HostWith(Func<string, string?> setting)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton(ChannelKinds.Readers).AddCredFunctionsStorage(setting);
        return builder.Build();
    }
}
