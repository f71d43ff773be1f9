// Who may do what. Each role is given on the smallest thing that has it: a container, a table, a queue.

import { inbox, containers, tables, queues, poisonQueues } from 'contract.bicep'
import { roles } from 'roles.bicep'
import { names } from 'names.bicep'

@description('Names of the resources.')
param resourceNames names

@description('Whether the app sends mail through Communication Services.')
param email bool

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: resourceNames.identity
}

resource hostStorage 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  name: resourceNames.hostStorage
}

// The host makes containers, queues and tables of its own under names of its own, so here it is the whole account:
// locks and keys in blobs, the blob trigger's internal queue, diagnostic events in a table.
resource host 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in [roles.blobDataOwner, roles.queueDataContributor, roles.tableDataContributor]: {
    name: guid(hostStorage.id, identity.id, role)
    scope: hostStorage
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
      principalId: identity.properties.principalId
      principalType: 'ServicePrincipal'
    }
  }
]

resource reportStorage 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  name: resourceNames.reportStorage

  resource blobs 'blobServices' existing = {
    name: 'default'

    resource container 'containers' existing = [for container in containers: { name: container }]
  }

  resource tableService 'tableServices' existing = {
    name: 'default'

    resource table 'tables' existing = [for table in tables: { name: table }]
  }

  resource queueService 'queueServices' existing = {
    name: 'default'

    resource poison 'queues' existing = [for queue in poisonQueues: { name: queue }]
  }
}

// The trigger asks for ownership of what it listens to; reading and writing is enough for the others.
resource blobAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (container, i) in containers: {
    name: guid(
      reportStorage::blobs::container[i].id,
      identity.id,
      container == inbox ? roles.blobDataOwner : roles.blobDataContributor
    )
    scope: reportStorage::blobs::container[i]
    properties: {
      roleDefinitionId: subscriptionResourceId(
        'Microsoft.Authorization/roleDefinitions',
        container == inbox ? roles.blobDataOwner : roles.blobDataContributor
      )
      principalId: identity.properties.principalId
      principalType: 'ServicePrincipal'
    }
  }
]

resource tableAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (table, i) in tables: {
    name: guid(reportStorage::tableService::table[i].id, identity.id, roles.tableDataContributor)
    scope: reportStorage::tableService::table[i]
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.tableDataContributor)
      principalId: identity.properties.principalId
      principalType: 'ServicePrincipal'
    }
  }
]

resource poisonAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (queue, i) in poisonQueues: {
    name: guid(reportStorage::queueService::poison[i].id, identity.id, roles.queueDataContributor)
    scope: reportStorage::queueService::poison[i]
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.queueDataContributor)
      principalId: identity.properties.principalId
      principalType: 'ServicePrincipal'
    }
  }
]

resource serviceBus 'Microsoft.ServiceBus/namespaces@2026-01-01' existing = {
  name: resourceNames.serviceBus

  resource queue 'queues' existing = [for queue in queues: { name: queue.name }]
}

resource receives 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (queue, i) in queues: if (!queue.scheduled) {
    name: guid(serviceBus::queue[i].id, identity.id, roles.serviceBusDataReceiver)
    scope: serviceBus::queue[i]
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.serviceBusDataReceiver)
      principalId: identity.properties.principalId
      principalType: 'ServicePrincipal'
    }
  }
]

resource sends 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (queue, i) in queues: if (!queue.scheduled) {
    name: guid(serviceBus::queue[i].id, identity.id, roles.serviceBusDataSender)
    scope: serviceBus::queue[i]
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.serviceBusDataSender)
      principalId: identity.properties.principalId
      principalType: 'ServicePrincipal'
    }
  }
]

// Only who may manage a queue can read how many of its messages are due; else the platform looks at the first eleven, and does not
// start the app when all of them wait for a later time. This role sends and receives as well.
resource manages 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (queue, i) in queues: if (queue.scheduled) {
    name: guid(serviceBus::queue[i].id, identity.id, roles.serviceBusDataOwner)
    scope: serviceBus::queue[i]
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.serviceBusDataOwner)
      principalId: identity.properties.principalId
      principalType: 'ServicePrincipal'
    }
  }
]

resource vault 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  name: resourceNames.keyVault
}

// The vault holds this app's secrets and nothing else, and a secret that is not there yet cannot be given a role.
resource secretAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, identity.id, roles.keyVaultSecretsUser)
  scope: vault
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.keyVaultSecretsUser)
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: resourceNames.insights
}

resource telemetryAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(insights.id, identity.id, roles.metricsPublisher)
  scope: insights
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.metricsPublisher)
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource communication 'Microsoft.Communication/communicationServices@2026-03-18' existing = if (email) {
  name: resourceNames.communication
}

resource emailAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (email) {
  name: guid(communication.id, identity.id, roles.communicationAndEmailServiceOwner)
  scope: communication
  properties: {
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.communicationAndEmailServiceOwner
    )
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}
