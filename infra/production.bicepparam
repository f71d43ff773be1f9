// Production: spread over zones, kept for an auditor, with a budget. Edit the names before use.

using 'main.bicep'

param environmentName = 'production'
param location = 'westeurope'
param tags = {
  application: 'CredFunctions'
  owner: 'security'
}

param alertEmails = ['security-operations@example.com']

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
param zoneRedundant = true

// Seven years for an auditor; the reports themselves hold whole SecretIds and go early.
param evidenceRetentionDays = 2555
param reportRetentionDays = 30
param softDeleteDays = 30
param logRetentionDays = 90

// A report a day is expected, with half a day's grace.
param freshnessHours = 36

param monthlyBudget = 100
param budgetStartDate = '2026-12-01'
