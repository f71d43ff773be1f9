// Production: storage spread over zones, kept for an auditor, with a budget. Edit the names before use.

using 'main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
param location = readEnvironmentVariable('AZURE_LOCATION')
param tags = {
  application: 'CredFunctions'
  owner: 'security'
}

param alertEmails = [readEnvironmentVariable('ALERT_EMAIL')]

// Groups, so that people come and go without a deployment. A duty without one is nobody's: see docs/deploy.md for what each may do.
param duties = {
  uploaders: [{ id: readEnvironmentVariable('UPLOADERS_GROUP_ID', ''), type: 'Group' }]
  operators: [{ id: readEnvironmentVariable('OPERATORS_GROUP_ID', ''), type: 'Group' }]
  policyKeepers: [{ id: readEnvironmentVariable('POLICY_KEEPERS_GROUP_ID', ''), type: 'Group' }]
  evidenceReaders: [{ id: readEnvironmentVariable('EVIDENCE_READERS_GROUP_ID', ''), type: 'Group' }]
  secretOfficers: [{ id: readEnvironmentVariable('SECRET_OFFICERS_GROUP_ID', ''), type: 'Group' }]
  deployers: [{ id: readEnvironmentVariable('DEPLOYERS_GROUP_ID', ''), type: 'Group' }]
}

// The names that the policy's channels give.
param secretSettings = ['CHANNEL_TEAMS_URL', 'CHANNEL_SMTP_PASSWORD']

param reportStorageSku = 'Standard_ZRS'
param hostStorageSku = 'Standard_ZRS'

// Instances over zones would cost 270 dollars a month more, whatever they do: docs/cost.md. When a zone fails, nothing is lost without
// them; reports wait until the platform starts instances elsewhere. With true, raise the budget.
param zoneRedundant = false

// Seven years for an auditor; the reports themselves hold whole SecretIds and go early: deleted after 27 days,
// and nothing is left of them after 60.
param evidenceRetentionDays = 2555
param reportRetentionDays = 60
param softDeleteDays = 30
param lockReportStorage = true
param logRetentionDays = 90

// A report a day is expected, with half a day's grace.
param freshnessHours = 36

param monthlyBudget = 100
// The month of the first deployment, as yyyy-MM-01. Azure refuses an earlier one at first, and any other one later.
param budgetStartDate = readEnvironmentVariable('BUDGET_START_DATE')
