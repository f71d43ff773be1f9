// Production: spread over zones, kept for an auditor, with a budget. Edit the names before use.

using 'main.bicep'

param environmentName = 'production'
param location = 'westeurope'
param tags = {
  application: 'CredFunctions'
  owner: 'security'
}

param alertEmails = ['security-operations@example.com']

// A group, so that people come and go without a deployment. Without one nobody can upload a report.
param operatorPrincipalId = readEnvironmentVariable('OPERATOR_GROUP_ID', '')
param operatorPrincipalType = 'Group'

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
