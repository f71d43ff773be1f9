using CredFunctions.Pipeline;
using CredFunctions.Ports;

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CredFunctions.Embedded;

/// <summary>What an embedded engine is put together from.</summary>
internal sealed record EngineParts
{
    public required IAuditStore Store { get; init; }

    public required IReportInbox Inbox { get; init; }

    public required IPolicies Policies { get; init; }

    /// <summary>The ways to people; a notification for a channel that none of them serves is given up.</summary>
    public IReadOnlyList<INotificationChannel> Channels { get; init; } = [];

    public IRunEvidence Evidence { get; init; } = new NoEvidence();

    public PipelineLimits Limits { get; init; } = new();

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public ILoggerFactory Logs { get; init; } = NullLoggerFactory.Instance;

    /// <summary>Tells a person what went wrong for good, in one sentence.</summary>
    public required Action<string> Warn { get; init; }
}
