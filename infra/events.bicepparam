// The environment comes from azd, or from the command line.

using 'events.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
param location = readEnvironmentVariable('AZURE_LOCATION')

// An account has one system topic at most. Where Defender's malware scan brought one, its name.
param existingTopicName = readEnvironmentVariable('EVENT_TOPIC_NAME', '')
