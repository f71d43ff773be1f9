using CredFunctions.Accounts;
using CredFunctions.Notifications;

namespace CredFunctions.Planning;

/// <summary>What has to be told at once of one account.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Run">The run that made the events. An account's events of a run are a function of that run, so the two tell the alert
/// from every other.</param>
/// <param name="Items">The worst first.</param>
internal sealed record AccountAlert(string AccountId, RunStamp Run, IReadOnlyList<NotificationItem> Items);
