// Two storage accounts. One holds the reports, what became of them and the state: the account that an auditor asks about. The other
// holds what the Functions host keeps for itself: locks, keys, the trigger's internal queue, the app's package, and events that could
// not be delivered. They are apart, so that nobody who works with reports can reach the app's keys.

import { containers, hostContainers, poisonQueues, tables } from 'contract.bicep'
import { place } from 'names.bicep'

param at place
param reportStorageSku string
param hostStorageSku string
param reportRetentionDays int
param evidenceRetentionDays int
param softDeleteDays int
param evidenceImmutableDays int
param lockReportStorage bool

// Lifecycle rules run once a day. The first run after the last day makes a version of the blob, the next one deletes the version, and
// it is a day old by then.
var lifecycleDays = 3
var daysOfReports = reportRetentionDays > softDeleteDays + lifecycleDays
  ? reportRetentionDays - softDeleteDays - lifecycleDays
  : fail('reportRetentionDays has to be more than softDeleteDays and ${lifecycleDays} days: soft delete keeps a report that long.')

var account = {
  accessTier: 'Hot'
  allowSharedKeyAccess: false
  defaultToOAuthAuthentication: true
  allowBlobPublicAccess: false
  allowCrossTenantReplication: false
  minimumTlsVersion: 'TLS1_2'
  supportsHttpsTrafficOnly: true
  // People upload reports from where they work, and only with a role. Flex Consumption takes the app's package without a network of
  // its own: a closed firewall would stop deployments. That of the reports can be closed by hand.
  publicNetworkAccess: 'Enabled'
  networkAcls: { defaultAction: 'Allow', bypass: 'AzureServices' }
}

resource host 'Microsoft.Storage/storageAccounts@2026-04-01' = {
  name: at.names.hostStorage
  location: at.location
  tags: at.tags
  kind: 'StorageV2'
  sku: { name: hostStorageSku }
  properties: account

  resource blobs 'blobServices' = {
    name: 'default'
    properties: { deleteRetentionPolicy: { enabled: true, days: 7 } }

    resource container 'containers' = [
      for item in items(hostContainers): {
        name: item.value
        properties: { publicAccess: 'None' }
      }
    ]
  }
}

resource reports 'Microsoft.Storage/storageAccounts@2026-04-01' = {
  name: at.names.reportStorage
  location: at.location
  tags: at.tags
  kind: 'StorageV2'
  sku: { name: reportStorageSku }
  properties: account

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
        properties: {
          publicAccess: 'None'
          ...(container == 'evidence' && evidenceImmutableDays > 0
            ? { immutableStorageWithVersioning: { enabled: true } }
            : {})
        }
      }
    ]
  }

  resource tableService 'tableServices' = {
    name: 'default'

    // Made here and never by the code: asking for a table that exists fills the logs with conflicts.
    resource table 'tables' = [for table in tables: { name: table }]
  }

  resource queueService 'queueServices' = {
    name: 'default'

    // The triggers would make them when they first need them; roles are given queue by queue, so they have to be there.
    resource poison 'queues' = [for queue in poisonQueues: { name: queue }]
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
                baseBlob: { delete: { daysAfterCreationGreaterThan: daysOfReports } }
                version: { delete: { daysAfterCreationGreaterThan: daysOfReports } }
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

// A piece may be written again with the same bytes, which adds a version. What lists them is in the table Reports, so none has to change.
resource immutable 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies@2026-04-01' = if (evidenceImmutableDays > 0) {
  name: '${at.names.reportStorage}/default/evidence/default'
  properties: {
    immutabilityPeriodSinceCreationInDays: evidenceImmutableDays <= evidenceRetentionDays
      ? evidenceImmutableDays
      : fail('evidenceImmutableDays has to be at most evidenceRetentionDays, or evidence could not be deleted then.')
  }
  dependsOn: [reports::blobs::container]
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (lockReportStorage) {
  name: 'state-and-evidence'
  scope: reports
  properties: {
    level: 'CanNotDelete'
    notes: 'State and evidence exist nowhere else. See docs/deploy.md before you remove this lock.'
  }
}
