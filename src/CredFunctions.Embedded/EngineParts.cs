using CredFunctions.Pipeline;
using CredFunctions.Ports;

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CredFunctions.Embedded;

/// <summary>What an embedded engine is composed of.</summary>
internal sealed record EngineParts
{
    public required IAuditStore Store { get; init; }

    public required IReportInbox Inbox { get; init; }

    public required IPolicies Policies { get; init; }

    /// <summary>The channels; a notification for a channel that none of them serves fails.</summary>
    public IReadOnlyList<IChannelSender> Channels { get; init; } = [];

    public IRunEvidence Evidence { get; init; } = new NoEvidence();

    public PipelineLimits Limits { get; init; } = new();

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public ILoggerFactory Logs { get; init; } = NullLoggerFactory.Instance;

    /// <summary>Called after each search for unfinished work.</summary>
    public Action Swept { get; init; } = () => { };

    /// <summary>Receives one sentence about each permanent failure, for the operator.</summary>
    public required Action<string> Warn { get; init; }
}
