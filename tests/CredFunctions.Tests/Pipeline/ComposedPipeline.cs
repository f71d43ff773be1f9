using CredFunctions.Pipeline;
using CredFunctions.Ports;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CredFunctions.Tests.Pipeline;

/// <summary>The handlers, composed as every engine composes them, over the ports of a test.</summary>
internal sealed record ComposedPipeline
{
    public required IAuditStore Store { get; init; }

    public required IPipelineQueues Queues { get; init; }

    public IReportInbox? Inbox { get; init; }

    public IPolicies? Policies { get; init; }

    public IRunEvidence Evidence { get; init; } = new NoEvidence();

    public IReadOnlyList<IChannelSender> Channels { get; init; } = [];

    public PipelineLimits Limits { get; init; } = new();

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public ILoggerFactory Logs { get; init; } = NullLoggerFactory.Instance;

    public IServiceProvider Build()
    {
        var services = new ServiceCollection()
            .AddSingleton(Store).AddSingleton(Queues).AddSingleton(Evidence).AddSingleton(Limits).AddSingleton(Time).AddSingleton(Logs)
            .AddSingleton(typeof(ILogger<>), typeof(Logger<>))
            .AddCredFunctions();
        if (Inbox is not null)
            services.AddSingleton(Inbox);
        if (Policies is not null)
            services.AddSingleton(Policies);
        foreach (var channel in Channels)
            services.AddSingleton(channel);
        return services.BuildServiceProvider();
    }
}
