// What the people need who upload reports, keep the policy and the secrets, and answer to an auditor.
// Keys are off, so without a role even the owner of the subscription sees no blob.

import { roles } from 'roles.bicep'
import { names } from 'names.bicep'

@description('Names of the resources.')
param resourceNames names

@description('Object id of a user, a group or a service principal.')
@minLength(36)
@maxLength(36)
param principalId string

@description('What it is.')
@allowed(['User', 'Group', 'ServicePrincipal'])
param principalType string

var containerRoles = [
  { name: 'reports', role: roles.blobDataContributor }
  { name: 'config', role: roles.blobDataContributor }
  { name: 'rejected', role: roles.blobDataReader }
  { name: 'evidence', role: roles.blobDataReader }
]

// `credfunctions accept` and `replay` change a report's row or a notification's; accounts are only looked at.
var tableRoles = [
  { name: 'Accounts', role: roles.tableDataReader }
  { name: 'Reports', role: roles.tableDataContributor }
  { name: 'Notifications', role: roles.tableDataContributor }
]

resource reportStorage 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  name: resourceNames.reportStorage

  resource blobs 'blobServices' existing = {
    name: 'default'

    resource container 'containers' existing = [for item in containerRoles: { name: item.name }]
  }

  resource tableService 'tableServices' existing = {
    name: 'default'

    resource table 'tables' existing = [for item in tableRoles: { name: item.name }]
  }
}

resource blobAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (item, i) in containerRoles: {
    name: guid(reportStorage::blobs::container[i].id, principalId, item.role)
    scope: reportStorage::blobs::container[i]
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', item.role)
      principalId: principalId
      principalType: principalType
    }
  }
]

resource tableAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (item, i) in tableRoles: {
    name: guid(reportStorage::tableService::table[i].id, principalId, item.role)
    scope: reportStorage::tableService::table[i]
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', item.role)
      principalId: principalId
      principalType: principalType
    }
  }
]

resource vault 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  name: resourceNames.keyVault
}

resource secretAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, principalId, roles.keyVaultSecretsOfficer)
  scope: vault
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.keyVaultSecretsOfficer)
    principalId: principalId
    principalType: principalType
  }
}
