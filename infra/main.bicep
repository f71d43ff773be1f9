// Everything CredFunctions runs on, but for the event subscription: that needs the running app (events.bicep).

targetScope = 'resourceGroup'

import { holders, ofApp, ofDuties, ofMail } from 'modules/duties.bicep'
import { namesFor } from 'modules/names.bicep'

@description('Name of the environment, such as "production". Part of every name, so that two fit into one resource group.')
@minLength(1)
@maxLength(20)
param environmentName string

@description('Region of everything. Flex Consumption has to be offered there.')
@minLength(1)
param location string = resourceGroup().location

@description('Tags of every resource, beside the one by which azd finds its environment.')
param tags { *: string } = {}

@description('Mail addresses that are notified when an alert fires or the budget is nearly spent.')
@minLength(1)
@maxLength(20)
param alertEmails string[]

@description('Who has which duty: groups, users or service principals by their object ids. Without a role nobody sees a blob, the owner of the subscription included.')
param duties holders = {}

@description('Settings of channels that are kept in the vault, by the names that the policy gives them, which begin with CHANNEL_, such as CHANNEL_TEAMS_URL or CHANNEL_SMTP_PASSWORD.')
@maxLength(50)
param secretSettings string[] = []

@description('Whether mail is sent through Azure Communication Services.')
param email bool = false

@description('Where Communication Services keep mail data.')
param emailDataLocation string = 'Europe'

@description('A domain of yours that mail is sent from. Empty for one of Azure\'s own, which sends 5 mails a minute and 10 an hour.')
param emailDomain string = ''

@description('Whether emailDomain is verified. Mail is sent from a domain of yours only then.')
param emailDomainVerified bool = false

@description('Replication of the account that holds reports, evidence and state.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param reportStorageSku string = 'Standard_LRS'

@description('Replication of the account that the Functions host keeps its own things in.')
@allowed(['Standard_LRS', 'Standard_ZRS'])
param hostStorageSku string = 'Standard_LRS'

@description('Days after its upload when nothing of a report is left, neither versions nor what soft delete keeps, whatever the policy says. It holds whole SecretIds.')
@minValue(11)
@maxValue(3650)
param reportRetentionDays int = 400

@description('Days for which a piece of evidence is kept at least. Nothing is left of it softDeleteDays and up to three days later.')
@minValue(90)
@maxValue(36500)
param evidenceRetentionDays int = 1095

@description('Days for which a deleted blob, container or secret can be brought back. The vault\'s cannot be changed later.')
@minValue(7)
@maxValue(90)
param softDeleteDays int = 14

@description('Days for which no version of a piece of evidence can be changed or deleted, by anybody; 0 for none. Only at creation: a container cannot be given it, or lose it, later.')
@minValue(0)
@maxValue(36500)
param evidenceImmutableDays int = 0

@description('Whether the account that holds reports, evidence and state is locked against deletion. Who deploys needs the right to write locks.')
param lockReportStorage bool = false

@description('Whether the vault of an earlier deployment, deleted less than softDeleteDays ago, is brought back.')
param recoverKeyVault bool = false

@description('Instances at most, at once. Service Bus Standard gives 1,000 operations a second, which some twenty use up.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Memory of an instance in MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('Instances for arriving reports that never sleep; each is paid for around the clock.')
@minValue(0)
@maxValue(10)
param alwaysReadyInstances int = 1

@description('Whether instances are spread over zones. The platform then keeps two ready for every function and group, 14 in all: 270 dollars a month more than one. Only at creation, and only where the region has zones.')
param zoneRedundant bool = false

@description('Accounts a message.')
@minValue(1)
@maxValue(100)
param accountsPerMessage int = 100

@description('When the sweep runs, as an NCRONTAB expression with seconds: at least every two hours, or its alert will fire.')
@minLength(11)
param sweepSchedule string = '0 7 * * * *'

@description('Hours without a completed report after which an alert fires for a source. Its owners are notified by the policy\'s own freshness.')
@minValue(1)
@maxValue(8760)
param freshnessHours int = 192

@description('Sources that no report is expected from any more, or, as from the smoke test of a deployment, never was.')
@maxLength(1000)
param retiredSources string[] = ['smoke-test']

@description('Days that logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('GB of logs a day after which nothing more is taken in until the next day; 0 for no limit. Alerts read logs.')
@minValue(0)
@maxValue(100)
param dailyLogLimitGb int = 1

@description('The most that a month should cost, in the currency of the bill; 0 for no budget.')
@minValue(0)
param monthlyBudget int = 0

@description('The month of the first deployment with a budget: yyyy-MM-01. Azure refuses an earlier one at first, and any other one later.')
@maxLength(10)
param budgetStartDate string = ''

var at = {
  names: namesFor(uniqueString(resourceGroup().id, environmentName))
  location: location
  tags: union(tags, { 'azd-env-name': environmentName })
}

// The identity that the app signs in with everywhere. It outlives the app, so its roles do too.
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: at.names.identity
  location: location
  tags: at.tags
}

module storage 'modules/storage.bicep' = {
  params: {
    at: at
    reportStorageSku: reportStorageSku
    hostStorageSku: hostStorageSku
    reportRetentionDays: reportRetentionDays
    evidenceRetentionDays: evidenceRetentionDays
    softDeleteDays: softDeleteDays
    evidenceImmutableDays: evidenceImmutableDays
    lockReportStorage: lockReportStorage
  }
}

module serviceBus 'modules/service-bus.bicep' = {
  params: { at: at }
}

module keyVault 'modules/key-vault.bicep' = {
  params: { at: at, recover: recoverKeyVault, softDeleteDays: softDeleteDays }
}

module monitoring 'modules/monitoring.bicep' = {
  params: {
    at: at
    alertEmails: alertEmails
    logRetentionDays: logRetentionDays
    dailyLogLimitGb: dailyLogLimitGb
    monthlyBudget: monthlyBudget
    budgetStartDate: budgetStartDate
  }
}

module mail 'modules/email.bicep' = if (email) {
  params: { at: at, dataLocation: emailDataLocation, customDomain: emailDomain, isVerified: emailDomainVerified }
}

module appAccess 'modules/grants.bicep' = {
  params: {
    names: at.names
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    grants: email ? concat(ofApp, ofMail) : ofApp
  }
  dependsOn: [storage, serviceBus, keyVault, monitoring, mail]
}

// A principal with two duties gets once what both need.
var principals = union([], filter(flatten(map(items(duties), duty => duty.value)), principal => !empty(principal.id)))

module dutyAccess 'modules/grants.bicep' = [
  for principal in principals: {
    params: {
      names: at.names
      principalId: principal.id
      principalType: principal.type
      grants: union(
        [],
        flatten(map(
          filter(items(duties), duty => contains(map(duty.value, each => each.id), principal.id)),
          duty => ofDuties[duty.key]
        ))
      )
    }
    dependsOn: [storage, keyVault]
  }
]

module app 'modules/function-app.bicep' = {
  params: {
    at: at
    maximumInstanceCount: maximumInstanceCount
    instanceMemoryMB: instanceMemoryMB
    alwaysReadyInstances: alwaysReadyInstances
    zoneRedundant: zoneRedundant
    accountsPerMessage: accountsPerMessage
    sweepSchedule: sweepSchedule
    secretSettings: secretSettings
  }
  // Not before it may read its package and its secrets.
  dependsOn: [appAccess]
}

module deadLetters 'modules/dead-letters.bicep' = {
  params: { at: at }
  dependsOn: [serviceBus, monitoring]
}

module logAlerts 'modules/log-alerts.bicep' = {
  params: { at: at, freshnessHours: freshnessHours, retiredSources: retiredSources }
  dependsOn: [monitoring]
}

module audit 'modules/audit.bicep' = {
  params: { at: at }
  dependsOn: [monitoring, storage, keyVault, serviceBus, app]
}

module workbook 'modules/workbook.bicep' = {
  params: { at: at }
  dependsOn: [monitoring]
}

// What the hooks go by. azd keeps outputs in a file, so nothing secret is among them.
@description('The app.')
output AZURE_FUNCTION_APP_NAME string = at.names.app

@description('The account that reports are uploaded to.')
output REPORT_STORAGE_ACCOUNT string = at.names.reportStorage

@description('The vault that channels\' secrets are put into.')
output KEY_VAULT_NAME string = at.names.keyVault

@description('The settings whose secrets have to be in the vault, with spaces between.')
output SECRET_SETTINGS string = join(secretSettings, ' ')

@description('The endpoint for a channel of the kind acs; empty without mail.')
output COMMUNICATION_ENDPOINT string = mail.?outputs.endpoint ?? ''

@description('The domain that mail is sent from; empty without mail.')
output MAIL_DOMAIN string = mail.?outputs.senderDomain ?? ''
