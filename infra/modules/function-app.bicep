// The app on Flex Consumption: it sleeps when nothing arrives and grows with the queues.

import { hostContainers } from 'contract.bicep'
import { place } from 'names.bicep'

param at place
param maximumInstanceCount int
param instanceMemoryMB int
param alwaysReadyInstances int
param zoneRedundant bool
param accountsPerMessage int
param sweepSchedule string
param secretSettings string[]

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: at.names.identity
}

resource hostStorage 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  name: at.names.hostStorage
}

resource reportStorage 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  name: at.names.reportStorage
}

resource serviceBus 'Microsoft.ServiceBus/namespaces@2026-01-01' existing = {
  name: at.names.serviceBus
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: at.names.insights
}

var clientId = identity.properties.clientId

// A vault's secret has no underscore in its name.
var secrets = toObject(
  secretSettings,
  setting => setting,
  setting =>
    '@Microsoft.KeyVault(SecretUri=https://${at.names.keyVault}${environment().suffixes.keyvaultDns}/secrets/${replace(setting, '_', '-')})'
)

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: at.names.plan
  location: at.location
  tags: at.tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: {
    reserved: true
    zoneRedundant: zoneRedundant
  }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: at.names.app
  location: at.location
  // azd finds the app that it deploys to by this tag.
  tags: union(at.tags, { 'azd-service-name': 'functions' })
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
      AZURE_CLIENT_ID: clientId
      // By the name of the account alone the host would look for it in the public cloud.
      AzureWebJobsStorage__blobServiceUri: hostStorage.properties.primaryEndpoints.blob
      AzureWebJobsStorage__queueServiceUri: hostStorage.properties.primaryEndpoints.queue
      AzureWebJobsStorage__tableServiceUri: hostStorage.properties.primaryEndpoints.table
      AzureWebJobsStorage__credential: 'managedidentity'
      AzureWebJobsStorage__clientId: clientId
      ReportStorage__blobServiceUri: reportStorage.properties.primaryEndpoints.blob
      ReportStorage__queueServiceUri: reportStorage.properties.primaryEndpoints.queue
      ReportStorage__tableServiceUri: reportStorage.properties.primaryEndpoints.table
      ReportStorage__credential: 'managedidentity'
      ReportStorage__clientId: clientId
      // Of https://NAME:443/
      ServiceBus__fullyQualifiedNamespace: split(split(serviceBus.properties.serviceBusEndpoint, '//')[1], ':')[0]
      ServiceBus__credential: 'managedidentity'
      ServiceBus__clientId: clientId
      SweepSchedule: sweepSchedule
      CredFunctions__AccountsPerMessage: string(accountsPerMessage)
      APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${clientId};Authorization=AAD'
    })
  }
}
