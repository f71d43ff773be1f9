using System.Text.Json;

using CredFunctions.Tests.Cli;
using CredFunctions.Tests.Pipeline;

using Microsoft.AspNetCore.Http;

namespace CredFunctions.IntegrationTests.Notifications;

/// <summary>A chat and a mail server that are there, a policy that leads to both, and the command over it by a clock that a test moves on.</summary>
internal sealed class NotifiedPeople : IAsyncDisposable
{
    // In the environment of the process, so no other test may have the same.
    private readonly string setting = $"CHANNEL_TEST_{Guid.NewGuid():N}";
    private readonly StoppedClock clock = new(new Clock().GetUtcNow(), speed: 20);

    private NotifiedPeople(HttpSink chat, SmtpSink mail) => (Chat, Mail) = (chat, mail);

    public HttpSink Chat { get; }

    public SmtpSink Mail { get; }

    public ScannedHistory History { get; } = new();

    public string Policy { get; private set; } = "";

    /// <param name="answer">How the chat answers; the number of a request counts from 1.</param>
    /// <param name="to">Who gets the mail.</param>
    public static Task<NotifiedPeople> StartAsync(Func<HttpContext, int, Task> answer, params string[] to) => StartAsync(answer, new { tls = true }, to);

    /// <param name="answer">How the chat answers; the number of a request counts from 1.</param>
    /// <param name="mail">What the mail server does, as <c>smtp-sink.js</c> knows it.</param>
    /// <param name="to">Who gets the mail.</param>
    public static async Task<NotifiedPeople> StartAsync(Func<HttpContext, int, Task> answer, object mail, params string[] to)
    {
        var people = new NotifiedPeople(await HttpSink.StartAsync(answer), await SmtpSink.StartAsync(mail));
        people.Policy = people.History.Policy($$"""
            {
              "channels": {
                "chat": { "kind": "teams", "urlSetting": "{{people.setting}}" },
                "mail": { "kind": "smtp", "host": "127.0.0.1", "port": {{people.Mail.Port}}, "from": "credfunctions@example.com", "to": {{JsonSerializer.Serialize(to)}} }
              },
              "routes": [ { "channels": ["chat", "mail"] } ]
            }
            """);
        Environment.SetEnvironmentVariable(people.setting, people.Chat.Url);
        return people;
    }

    /// <summary>Scans a report and tells of it, as a scheduled task does.</summary>
    public CommandRun Scan(string report, params string[] options) =>
        Run(["scan", report, "--state", History.State, "--policy", Policy, "--notify", "--quiet", .. options]);

    // On a thread of its own: the command waits for its own continuations, which must not come back to the test's.
    public CommandRun Run(params string[] arguments) =>
        Task.Run(() => CommandRun.Of([], environment => environment with { Time = clock }, arguments)).GetAwaiter().GetResult();

    public void Later(TimeSpan by) => clock.Later(by);

    public async ValueTask DisposeAsync()
    {
        Environment.SetEnvironmentVariable(setting, null);
        History.Dispose();
        await Mail.DisposeAsync();
        await Chat.DisposeAsync();
    }
}
