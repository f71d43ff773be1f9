// Azure operated by 21Vianet, the cloud of most companies in China: az cloud set --name AzureChinaCloud. Its documentation has neither
// Communication Services nor budgets; send mail by SMTP.

using 'main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
// China North 3 has zones. Whether Flex Consumption is offered: az functionapp list-flexconsumption-locations
param location = readEnvironmentVariable('AZURE_LOCATION', 'chinanorth3')
param alertEmails = [readEnvironmentVariable('ALERT_EMAIL')]

param duties = {
  uploaders: [{ id: readEnvironmentVariable('UPLOADERS_GROUP_ID', ''), type: 'Group' }]
  operators: [{ id: readEnvironmentVariable('OPERATORS_GROUP_ID', ''), type: 'Group' }]
  policyKeepers: [{ id: readEnvironmentVariable('POLICY_KEEPERS_GROUP_ID', ''), type: 'Group' }]
  evidenceReaders: [{ id: readEnvironmentVariable('EVIDENCE_READERS_GROUP_ID', ''), type: 'Group' }]
  secretOfficers: [{ id: readEnvironmentVariable('SECRET_OFFICERS_GROUP_ID', ''), type: 'Group' }]
  deployers: [{ id: readEnvironmentVariable('DEPLOYERS_GROUP_ID', ''), type: 'Group' }]
}

// The name that the policy's channel gives.
param secretSettings = ['CHANNEL_SMTP_PASSWORD']
