using CredFunctions.Accounts;
using CredFunctions.Notifications;

namespace CredFunctions.Planning;

/// <summary>The alert about one account.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Run">The run that made the events. An account's events of a run are a function of that run, so the two
/// identify the alert.</param>
/// <param name="Items">The worst first.</param>
internal sealed record AccountAlert(string AccountId, RunStamp Run, IReadOnlyList<NotificationItem> Items);
