// A first deployment, to see it work: one zone, small limits, no budget. azd fills in what it knows.

using 'main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
param location = readEnvironmentVariable('AZURE_LOCATION')
param alertEmails = [readEnvironmentVariable('ALERT_EMAIL')]

// The settings that the policy's channels name, with spaces between. azd keeps them, since they are an output as well.
param secretSettings = filter(
  split(readEnvironmentVariable('SECRET_SETTINGS', ''), ' '),
  setting => !empty(setting)
)

// The user who runs azd has every duty.
var me = {
  id: readEnvironmentVariable('AZURE_PRINCIPAL_ID', '')
  type: readEnvironmentVariable('AZURE_PRINCIPAL_TYPE', 'User')
}
param duties = {
  uploaders: [me]
  operators: [me]
  policyKeepers: [me]
  evidenceReaders: [me]
  secretOfficers: [me]
  deployers: [me]
}
