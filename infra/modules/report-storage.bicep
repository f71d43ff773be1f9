// The reports, what became of them, and the state: the account that an auditor asks about.

import { containers, poisonQueues, tables } from 'contract.bicep'

@description('Name of the account.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags { *: string }

@description('Replication. The tables are the truth of the pipeline: they exist nowhere else.')
param sku string

@description('Days after its upload when a report is deleted. It holds whole SecretIds.')
@minValue(1)
param reportRetentionDays int

@description('Days after its making when a piece of evidence is deleted.')
@minValue(1)
param evidenceRetentionDays int

@description('Days for which something deleted can be brought back.')
@minValue(1)
@maxValue(365)
param softDeleteDays int

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
    // People upload reports from where they work, and only with a role. A firewall can be closed around them by hand.
    publicNetworkAccess: 'Enabled'
    networkAcls: { defaultAction: 'Allow', bypass: 'AzureServices' }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      // A report is judged in the version that was read, whatever is uploaded over it meanwhile.
      isVersioningEnabled: true
      deleteRetentionPolicy: { enabled: true, days: softDeleteDays }
      containerDeleteRetentionPolicy: { enabled: true, days: softDeleteDays }
    }

    resource container 'containers' = [
      for container in containers: {
        name: container
        properties: { publicAccess: 'None' }
      }
    ]
  }

  resource tableService 'tableServices' = {
    name: 'default'

    // Made here and never by the code: asking for a table that exists fills the logs with conflicts.
    resource table 'tables' = [
      for table in tables: {
        name: table
      }
    ]
  }

  resource queueService 'queueServices' = {
    name: 'default'

    // The triggers would make them when they first need them; roles are given queue by queue, so they have to be there.
    resource poison 'queues' = [
      for queue in poisonQueues: {
        name: queue
      }
    ]
  }

  resource lifecycle 'managementPolicies' = {
    name: 'default'
    properties: {
      policy: {
        rules: [
          {
            name: 'reports-hold-secret-ids'
            type: 'Lifecycle'
            definition: {
              filters: { blobTypes: ['blockBlob'], prefixMatch: ['reports/', 'rejected/'] }
              actions: {
                baseBlob: { delete: { daysAfterCreationGreaterThan: reportRetentionDays } }
                version: { delete: { daysAfterCreationGreaterThan: reportRetentionDays } }
              }
            }
          }
          {
            name: 'evidence-is-kept'
            type: 'Lifecycle'
            definition: {
              filters: { blobTypes: ['blockBlob'], prefixMatch: ['evidence/'] }
              actions: {
                baseBlob: {
                  // Written once, read by an auditor perhaps.
                  tierToCool: { daysAfterCreationGreaterThan: 30 }
                  delete: { daysAfterCreationGreaterThan: evidenceRetentionDays }
                }
                version: { delete: { daysAfterCreationGreaterThan: evidenceRetentionDays } }
              }
            }
          }
        ]
      }
    }
    dependsOn: [blobs]
  }
}
