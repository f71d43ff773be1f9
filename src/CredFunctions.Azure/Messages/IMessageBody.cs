namespace CredFunctions.Azure.Messages;

/// <summary>The JSON of a message, flat: what every message carries, and what is its own.</summary>
internal interface IMessageBody
{
    /// <summary>Rises with every change that could break a reader.</summary>
    int SchemaVersion { get; }

    string? Source { get; }

    string? ReportId { get; }

    int? Run { get; }

    int Attempt { get; }
}
