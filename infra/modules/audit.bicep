// Who did what: each access to reports, evidence, state and secrets, and what the services report of themselves, goes to the workspace.
// Not the host's own account: people have no role there, and the host renews its locks around the clock.

import { place } from 'names.bicep'

param at place

resource workspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  name: at.names.workspace
}

resource reports 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  name: at.names.reportStorage

  resource blobs 'blobServices' existing = { name: 'default' }

  resource tables 'tableServices' existing = { name: 'default' }

  resource queues 'queueServices' existing = { name: 'default' }
}

resource vault 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  name: at.names.keyVault
}

resource serviceBus 'Microsoft.ServiceBus/namespaces@2026-01-01' existing = {
  name: at.names.serviceBus
}

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: at.names.app
}

var access = {
  workspaceId: workspace.id
  logs: map(['StorageRead', 'StorageWrite', 'StorageDelete'], category => { category: category, enabled: true })
}
var everything = { workspaceId: workspace.id, logs: [{ categoryGroup: 'allLogs', enabled: true }] }

resource ofBlobs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: reports::blobs
  properties: access
}

resource ofTables 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: reports::tables
  properties: access
}

resource ofQueues 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: reports::queues
  properties: access
}

resource ofVault 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: vault
  properties: { workspaceId: workspace.id, logs: [{ category: 'AuditEvent', enabled: true }] }
}

resource ofServiceBus 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: serviceBus
  properties: everything
}

resource ofApp 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: app
  properties: everything
}
