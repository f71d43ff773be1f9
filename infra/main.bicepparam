// A first deployment, to see it work: one zone, small limits. azd fills in what it knows.

using 'main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'first')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param alertEmails = [readEnvironmentVariable('ALERT_EMAIL', 'security@example.com')]

// The user who runs azd may upload the first report and the policy.
param operatorPrincipalId = readEnvironmentVariable('AZURE_PRINCIPAL_ID', '')
param operatorPrincipalType = readEnvironmentVariable('AZURE_PRINCIPAL_TYPE', 'User')
