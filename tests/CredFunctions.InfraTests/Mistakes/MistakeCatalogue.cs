namespace CredFunctions.InfraTests.Mistakes;

/// <summary>
/// Mistakes of each kind that the checks are there for. Those of one entry are made in one copy, since every prediction
/// takes the compiler seconds; each has to be complained of in words that fit no other.
/// </summary>
public static class MistakeCatalogue
{
    public static IReadOnlyDictionary<string, Mistake[]> OfMain { get; } = new Dictionary<string, Mistake[]>(StringComparer.Ordinal)
    {
        ["a name that the code does not know, or one too many"] =
        [
            new("modules/contract.bicep", "'Reports', 'Notifications']", "'Reports', 'Notifications', 'Audit']", "names: The table Audit is deployed and not in the code."),
            new("modules/contract.bicep", "name: 'notifications', sessions: true", "name: 'notifications', sessions: false", "names: The queue with sessions notifications is in the code and not deployed."),
            new("modules/contract.bicep", "'webjobs-blobtrigger-poison'\n", "'poison'\n", "names: The storage queue webjobs-blobtrigger-poison is in the code and not deployed."),
            new("modules/contract.bicep", "package: 'app-package'", "package: 'app-packages'", "names: The container of the host app-packages is deployed and not in the code."),
        ],
        ["a name that is missing"] =
        [
            new("modules/contract.bicep", "{ name: 'report-completions', sessions: false, scheduled: false, megabytes: 1024 }", "", "names: The queue report-completions is in the code and not deployed."),
            new("modules/duties.bicep", "    { role: 'blobDataReader', on: 'container', name: 'evidence' }\n", "", "roles: The role 2a2b9908-6ea1-4ae2-8e65-a410df84e7d1 of evidence reader on container evidence is missing."),
            new("modules/contract.bicep", "'evidence', ", "", "names: The container evidence is in the code and not deployed."),
        ],
        ["a name that another environment has too"] =
        [
            new("modules/log-alerts.bicep", "name: '${item.name} ${at.names.token}'", "name: item.name", "token: Microsoft.Insights/scheduledQueryRules no sweep has the same name in every environment."),
            new("modules/names.bicep", "'ag-credfunctions-${token}'", "'ag-credfunctions'", "token: Microsoft.Insights/actionGroups ag-credfunctions has the same name in every environment."),
            new("modules/names.bicep", "'budget-credfunctions-${token}'", "'budget-credfunctions'", "token: Microsoft.Consumption/budgets budget-credfunctions has the same name in every environment."),
        ],
        ["a setting that is missing, wrong or superfluous"] =
        [
            new("modules/function-app.bicep", "SweepSchedule: sweepSchedule\n", "SweepTime: sweepSchedule\n", "settings: The setting SweepSchedule is read and not set."),
            new("modules/function-app.bicep", "AZURE_CLIENT_ID: ", "AZURE_CLIENT: '-'\n      AZURE_CLIENT_ID: ", "settings: The setting AZURE_CLIENT is set and not read."),
            new("modules/function-app.bicep", "ServiceBus__credential: 'managedidentity'", "ServiceBus__credential: 'none'", "settings: The setting ServiceBus__credential does not sign in with the identity."),
        ],
        ["a secret where many can read it"] =
        [
            new("modules/function-app.bicep", "ReportStorage__blobServiceUri: ", "ReportStorage__blobServiceUri: reportStorage.listKeys().keys[0].value //", "secrets: The setting ReportStorage__blobServiceUri holds a secret."),
            new("modules/function-app.bicep", "SweepSchedule: sweepSchedule\n", "SweepSchedule: sweepSchedule\n      SmtpPassword2: sweepSchedule\n", "secrets: The setting SmtpPassword2 is called like a secret and is no reference to one."),
            new("modules/storage.bicep", "    dependsOn: [blobs]\n  }\n}\n", "    dependsOn: [blobs]\n  }\n}\n\noutput leak string = reports.listKeys().keys[0].value\n", ".leak holds a secret."),
            new("main.bicep", "output KEY_VAULT_NAME string = at.names.keyVault", "output KEY_VAULT_NAME string = 'AccountKey=c2VjcmV0'", "secrets: The output main.KEY_VAULT_NAME holds a secret."),
        ],
        ["a shared key, a local login, a public blob, plain text or old TLS"] =
        [
            new("modules/storage.bicep", "allowSharedKeyAccess: false", "allowSharedKeyAccess: true", "has properties.allowSharedKeyAccess true and not false."),
            new("modules/storage.bicep", "  allowBlobPublicAccess: false\n", "", "has properties.allowBlobPublicAccess not set and not false."),
            new("modules/storage.bicep", "supportsHttpsTrafficOnly: true", "supportsHttpsTrafficOnly: false", "has properties.supportsHttpsTrafficOnly false and not true."),
            new("modules/storage.bicep", "        name: item.value\n        properties: { publicAccess: 'None' }", "        name: item.value\n        properties: { publicAccess: 'Blob' }", "/app-package has properties.publicAccess Blob and not None."),
            new("modules/storage.bicep", "minimumTlsVersion: 'TLS1_2'", "minimumTlsVersion: 'TLS1_0'", "has properties.minimumTlsVersion TLS1_0 and not TLS1_2."),
            new("modules/service-bus.bicep", "disableLocalAuth: true", "disableLocalAuth: false", "has properties.disableLocalAuth false and not true."),
            new("modules/monitoring.bicep", "DisableLocalAuth: true", "DisableLocalAuth: false", "has properties.DisableLocalAuth false and not true."),
            new("modules/key-vault.bicep", "enablePurgeProtection: true", "enablePurgeProtection: false", "has properties.enablePurgeProtection false and not true."),
            new("modules/function-app.bicep", "httpsOnly: true", "httpsOnly: false", "has properties.httpsOnly false and not true."),
            new("modules/function-app.bicep", "\n      minTlsVersion: '1.2'", "\n      minTlsVersion: '1.0'", "has properties.siteConfig.minTlsVersion 1.0 and not 1.2."),
            new("modules/function-app.bicep", "name: 'scm'", "name: 'other'", "still has its password for scm."),
        ],
        ["a message that can get lost"] =
        [
            new("modules/service-bus.bicep", "deadLetteringOnMessageExpiration: true", "deadLetteringOnMessageExpiration: false", "has properties.deadLetteringOnMessageExpiration false and not true."),
            new("modules/service-bus.bicep", "maxDeliveryCount: 400", "maxDeliveryCount: 10", "has properties.maxDeliveryCount 10 and not 400."),
        ],
        ["a role that is missing, too wide or another"] =
        [
            new("modules/grants.bicep", "scope: table[i], ", "", "roles: The role 0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3 of app on table Accounts is missing."),
            new("modules/duties.bicep", "{ role: 'blobDataOwner', on: 'host' }", "{ role: 'keyVaultSecretsOfficer', on: 'host' }", "roles: The role b7e6dc6d-f1e8-4753-8033-0f276bb0955b of app on host account is missing."),
            new("modules/duties.bicep", "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0", "090c5cfd-751d-490a-894a-3ce6f1109419", "roles: The role 090c5cfd-751d-490a-894a-3ce6f1109419 of app on queue reports is given and not used."),
            new("modules/contract.bicep", "{ name: 'account-findings', sessions: false, scheduled: false", "{ name: 'account-findings', sessions: false, scheduled: true", "roles: The role 090c5cfd-751d-490a-894a-3ce6f1109419 of app on queue account-findings is given and not used."),
            new("modules/duties.bicep", "    { role: 'blobDataReader', on: 'container', name: 'rejected' }\n    { role: 'tableDataReader', on: 'table', name: 'Reports' }", "    { role: 'blobDataContributor', on: 'container', name: 'rejected' }\n    { role: 'tableDataReader', on: 'table', name: 'Reports' }", "roles: The role ba92f5b4-2d11-453d-a403-e96b0029c9fe of uploader on container rejected is given and not used."),
            new("modules/duties.bicep", "{ role: 'keyVaultReader', on: 'vault' }", "{ role: 'keyVaultSecretsUser', on: 'vault' }", "roles: The role 4633458b-17de-408a-b874-0445c86b69e6 of deployer on vault is given and not used."),
            new("modules/duties.bicep", "condition: below('policy.json') }", "condition: below('p') }", "roles: The role 2a2b9908-6ea1-4ae2-8e65-a410df84e7d1 of deployer on container config below p is given and not used."),
        ],
        ["a deployer who reads every report"] =
        [
            new("modules/duties.bicep", ", condition: below('smoke-test/') }", " }", "roles: The role ba92f5b4-2d11-453d-a403-e96b0029c9fe of deployer on container reports is given and not used."),
        ],
        ["a condition that leaves an action out"] =
        [
            new("modules/duties.bicep", "'write', 'delete', ", "'delete', ", "roles: The role ba92f5b4-2d11-453d-a403-e96b0029c9fe of deployer on container reports below smoke-test/ is missing."),
        ],
        ["a role whose name another principal would have too"] =
        [
            new("modules/grants.bicep", "item.?name ?? '', principalId, item.role", "item.?name ?? '', item.role", "roles: The role 4633458b-17de-408a-b874-0445c86b69e6 of app on vault is not named by the id of its principal."),
        ],
        ["an alert that is missing, deaf or dumb"] =
        [
            new("modules/dead-letters.bicep", "values: [queue.name]", "values: ['reports']", "alerts: No alert is sent for dead letters in the queue notifications."),
            new("modules/log-alerts.bicep", "name: 'undelivered notifications'", "name: 'undelivered'", "alerts: There is no alert called undelivered notifications."),
            new("modules/log-alerts.bicep", "description: item.description", "description: item.name", "alerts: The alert no sweep does not say what to do."),
            new("modules/log-alerts.bicep", "      actions: { actionGroups: [actionGroup.id] }\n", "", "alerts: The alert failed functions notifies nobody."),
        ],
        ["an access that nobody could look up"] =
        [
            new("modules/audit.bicep", "['StorageRead', 'StorageWrite', 'StorageDelete']", "['StorageWrite', 'StorageDelete']", "audit: StorageRead of blobServices is not logged."),
            new("modules/audit.bicep", "category: 'AuditEvent', enabled: true", "category: 'AuditEvent', enabled: false", "audit: AuditEvent of vaults is not logged."),
            new("modules/audit.bicep", "scope: serviceBus\n  properties: everything", "scope: serviceBus\n  properties: { logs: everything.logs }", "audit: allLogs of namespaces is not logged."),
        ],
        ["a host of one cloud"] =
        [
            new("modules/function-app.bicep", "ServiceBus__fullyQualifiedNamespace: split(", "ServiceBus__fullyQualifiedNamespace: '${at.names.serviceBus}.servicebus.windows.net' //", "cloud: appsettings has servicebus.windows.net, a host of one cloud."),
        ],
        ["an alert that waits for a hundred"] =
        [
            new("modules/dead-letters.bicep", "threshold: 0", "threshold: 100", "alerts: No alert is sent for dead letters in the queue reports."),
            new("modules/log-alerts.bicep", "enabled: true", "enabled: false", "alerts: The alert poison reports is off."),
        ],
    };

    public static IReadOnlyDictionary<string, Mistake[]> OfEvents { get; } = new Dictionary<string, Mistake[]>(StringComparer.Ordinal)
    {
        ["undelivered events that nobody could look up"] =
        [
            new("events.bicep", "scope: newTopic", "scope: reportStorage", "audit: allLogs of systemTopics is not logged."),
        ],
        ["events that are too many, too few or lost"] =
        [
            new("events.bicep", "/containers/${inbox}/blobs/", "/containers/", "events: Events are not those of the inbox."),
            new("events.bicep", "'PutBlockList', ", "", "events: Events are not those of the calls that end an upload."),
            new("events.bicep", "'Microsoft.Storage.BlobCreated'", "'Microsoft.Storage.BlobCreated', 'Microsoft.Storage.BlobDeleted'", "events: Events other than those of created blobs are sent."),
            new("events.bicep", "systemKeys.blobs_extension", "systemKeys.eventgrid_extension", "events: Events do not go to the blob extension."),
            new("events.bicep", "blobContainerName: hostContainers.undeliveredEvents", "", "events: Events that cannot be delivered are dropped."),
            new("events.bicep", "'DeadLetteredCount'", "'MatchedEventCount'", "events: No alert is sent for events that cannot be delivered."),
            new("events.bicep", "on: 'hostContainer', name: hostContainers.undeliveredEvents", "on: 'host'", "roles: The role ba92f5b4-2d11-453d-a403-e96b0029c9fe of events on container undelivered-events is missing."),
        ],
    };
}
