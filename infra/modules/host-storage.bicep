// What the Functions host keeps for itself: locks, keys, the trigger's internal queue, the app's package, and events
// that could not be delivered. Apart from the reports, so that nobody who works with those can reach the app's keys.

import { hostContainers } from 'contract.bicep'

@description('Name of the account.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags { *: string }

@description('Replication. All of it can be deployed again.')
param sku string

resource account 'Microsoft.Storage/storageAccounts@2026-04-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    accessTier: 'Hot'
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    // Flex Consumption takes the package from here without a network of its own: a closed firewall would stop deployments.
    publicNetworkAccess: 'Enabled'
    networkAcls: { defaultAction: 'Allow', bypass: 'AzureServices' }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: { enabled: true, days: 7 }
    }

    resource container 'containers' = [
      for item in items(hostContainers): {
        name: item.value
        properties: { publicAccess: 'None' }
      }
    ]
  }
}
