// The app on Flex Consumption: it sleeps when nothing arrives and grows with the queues.

import { hostContainers } from 'contract.bicep'
import { names } from 'names.bicep'

@description('Names of the resources.')
param resourceNames names

@description('Region.')
param location string

@description('Tags.')
param tags { *: string }

@description('Instances at most, at once.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int

@description('Memory of an instance in MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int

@description('Instances for arriving reports that never sleep.')
@minValue(0)
@maxValue(10)
param alwaysReadyInstances int

@description('Whether instances are spread over zones.')
param zoneRedundant bool

@description('Accounts a message.')
@minValue(1)
@maxValue(100)
param accountsPerMessage int

@description('When the sweep runs, as an NCRONTAB expression.')
param sweepSchedule string

@description('Settings of channels that are kept in the vault, by the names that the policy gives them.')
param secretSettings string[]

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: resourceNames.identity
}

resource hostStorage 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  name: resourceNames.hostStorage
}

resource reportStorage 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  name: resourceNames.reportStorage
}

resource serviceBus 'Microsoft.ServiceBus/namespaces@2026-01-01' existing = {
  name: resourceNames.serviceBus
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: resourceNames.insights
}

var signIn = {
  credential: 'managedidentity'
  clientId: identity.properties.clientId
}

// A vault's secret has no underscore in its name.
var secrets = toObject(
  secretSettings,
  setting => setting,
  setting => '@Microsoft.KeyVault(VaultName=${resourceNames.keyVault};SecretName=${replace(setting, '_', '-')})'
)

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: resourceNames.plan
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: {
    reserved: true
    zoneRedundant: zoneRedundant
  }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: resourceNames.app
  location: location
  // azd finds the app that it deploys to by this tag.
  tags: union(tags, { 'azd-service-name': 'functions' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    publicNetworkAccess: 'Enabled'
    keyVaultReferenceIdentity: identity.id
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${hostStorage.properties.primaryEndpoints.blob}${hostContainers.package}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identity.id
          }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        maximumInstanceCount: maximumInstanceCount
        instanceMemoryMB: instanceMemoryMB
        // The first event after a quiet time would be refused by an app that is asleep; Event Grid tries again, minutes later.
        alwaysReady: alwaysReadyInstances == 0 ? [] : [{ name: 'blob', instanceCount: alwaysReadyInstances }]
      }
    }
  }

  // Deployments sign in with Entra; the passwords that every app is born with are turned off.
  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }

  resource settings 'config' = {
    name: 'appsettings'
    properties: union(secrets, {
      AZURE_CLIENT_ID: signIn.clientId
      AzureWebJobsStorage__accountName: hostStorage.name
      AzureWebJobsStorage__credential: signIn.credential
      AzureWebJobsStorage__clientId: signIn.clientId
      ReportStorage__blobServiceUri: reportStorage.properties.primaryEndpoints.blob
      ReportStorage__queueServiceUri: reportStorage.properties.primaryEndpoints.queue
      ReportStorage__tableServiceUri: reportStorage.properties.primaryEndpoints.table
      ReportStorage__credential: signIn.credential
      ReportStorage__clientId: signIn.clientId
      ServiceBus__fullyQualifiedNamespace: replace(
        replace(serviceBus.properties.serviceBusEndpoint, 'https://', ''),
        ':443/',
        ''
      )
      ServiceBus__credential: signIn.credential
      ServiceBus__clientId: signIn.clientId
      SweepSchedule: sweepSchedule
      CredFunctions__AccountsPerMessage: string(accountsPerMessage)
      APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${signIn.clientId};Authorization=AAD'
    })
  }
}
