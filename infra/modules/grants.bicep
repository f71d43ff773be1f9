// Assigns one principal its roles, each on the smallest thing that has it.

import { grant, roles } from 'duties.bicep'
import { names as namesOfAll } from 'names.bicep'

param names namesOfAll
@minLength(36)
@maxLength(36)
param principalId string
param principalType 'User' | 'Group' | 'ServicePrincipal'
param grants grant[]

// Azure takes a role once for a principal and a thing, so one without a condition replaces one with it.
var whole = map(filter(grants, item => empty(item.?condition)), item => '${item.role} ${item.on} ${item.?name ?? ''}')
var effective = filter(
  grants,
  item => empty(item.?condition) || !contains(whole, '${item.role} ${item.on} ${item.?name ?? ''}')
)

// Named by the id of the principal: an identity that was deleted and made again is another one, whatever it is called.
var given = [
  for item in effective: {
    on: item.on
    name: item.?name ?? ''
    id: guid(resourceGroup().id, names.app, item.on, item.?name ?? '', principalId, item.role)
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles[item.role])
      principalId: principalId
      principalType: principalType
      ...(empty(item.?condition) ? {} : { condition: item.?condition, conditionVersion: '2.0' })
    }
  }
]

var onHostStorage = filter(given, item => item.on == 'host')
resource hostStorage 'Microsoft.Storage/storageAccounts@2026-04-01' existing = [
  for item in onHostStorage: { name: names.hostStorage }
]
resource hostStorageRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (item, i) in onHostStorage: { name: item.id, scope: hostStorage[i], properties: item.properties }
]

var onHostContainer = filter(given, item => item.on == 'hostContainer')
resource hostContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2026-04-01' existing = [
  for item in onHostContainer: { name: '${names.hostStorage}/default/${item.name}' }
]
resource hostContainerRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (item, i) in onHostContainer: { name: item.id, scope: hostContainer[i], properties: item.properties }
]

var onContainer = filter(given, item => item.on == 'container')
resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2026-04-01' existing = [
  for item in onContainer: { name: '${names.reportStorage}/default/${item.name}' }
]
resource containerRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (item, i) in onContainer: { name: item.id, scope: container[i], properties: item.properties }
]

var onTable = filter(given, item => item.on == 'table')
resource table 'Microsoft.Storage/storageAccounts/tableServices/tables@2026-04-01' existing = [
  for item in onTable: { name: '${names.reportStorage}/default/${item.name}' }
]
resource tableRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (item, i) in onTable: { name: item.id, scope: table[i], properties: item.properties }
]

var onStorageQueue = filter(given, item => item.on == 'storageQueue')
resource storageQueue 'Microsoft.Storage/storageAccounts/queueServices/queues@2026-04-01' existing = [
  for item in onStorageQueue: { name: '${names.reportStorage}/default/${item.name}' }
]
resource storageQueueRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (item, i) in onStorageQueue: { name: item.id, scope: storageQueue[i], properties: item.properties }
]

var onQueue = filter(given, item => item.on == 'queue')
resource queue 'Microsoft.ServiceBus/namespaces/queues@2026-01-01' existing = [
  for item in onQueue: { name: '${names.serviceBus}/${item.name}' }
]
resource queueRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (item, i) in onQueue: { name: item.id, scope: queue[i], properties: item.properties }
]

var onVault = filter(given, item => item.on == 'vault')
resource vault 'Microsoft.KeyVault/vaults@2026-02-01' existing = [for item in onVault: { name: names.keyVault }]
resource vaultRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (item, i) in onVault: { name: item.id, scope: vault[i], properties: item.properties }
]

var onInsights = filter(given, item => item.on == 'insights')
resource insights 'Microsoft.Insights/components@2020-02-02' existing = [
  for item in onInsights: { name: names.insights }
]
resource insightsRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (item, i) in onInsights: { name: item.id, scope: insights[i], properties: item.properties }
]

var onCommunication = filter(given, item => item.on == 'mail')
resource communication 'Microsoft.Communication/communicationServices@2026-03-18' existing = [
  for item in onCommunication: { name: names.communication }
]
resource communicationRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (item, i) in onCommunication: { name: item.id, scope: communication[i], properties: item.properties }
]
