// Who may do what. The table that the modules assign roles by, each on the smallest thing that has it.

import { inbox, containers, tables, queues, poisonQueues } from 'contract.bicep'

type thing = 'host' | 'hostContainer' | 'container' | 'table' | 'storageQueue' | 'queue' | 'vault' | 'insights' | 'mail'

@export()
@description('A role of the table below on one thing; the name says which container, table or queue, the condition for what.')
type grant = { role: string, on: thing, name: string?, condition: string? }

@export()
@description('Ids of the built-in roles, the same in every tenant.')
var roles = {
  blobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  blobDataContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  blobDataReader: '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1'
  queueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  tableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
  tableDataReader: '76199698-9eea-4c19-bc75-cec21354c6b6'
  serviceBusDataOwner: '090c5cfd-751d-490a-894a-3ce6f1109419'
  serviceBusDataReceiver: '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0'
  serviceBusDataSender: '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39'
  keyVaultReader: '21090545-7ca7-4776-b22c-e363652d74d2'
  keyVaultSecretsUser: '4633458b-17de-408a-b874-0445c86b69e6'
  keyVaultSecretsOfficer: 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'
  metricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
  communicationAndEmailServiceOwner: '09976791-48a7-449e-bb21-39d1a415f350'
}

func each(role string, on thing, names string[]) grant[] => map(names, name => { role: role, on: on, name: name })

// Only who may manage a queue can read how many of its messages are due; else the platform looks at the first eleven, and does not
// start the app when all of them wait for a later time. Data Owner sends and receives as well.
var scheduled = map(filter(queues, queue => queue.scheduled), queue => queue.name)
var prompt = map(filter(queues, queue => !queue.scheduled), queue => queue.name)

@export()
@description('What the app needs.')
var ofApp grant[] = flatten([
  [
    // The host makes containers, queues and tables of its own under names of its own, so here it is the whole account:
    // locks and keys in blobs, the blob trigger's internal queue, diagnostic events in a table.
    { role: 'blobDataOwner', on: 'host' }
    { role: 'queueDataContributor', on: 'host' }
    { role: 'tableDataContributor', on: 'host' }
    // The trigger asks for ownership of what it listens to; reading and writing is enough for the others.
    { role: 'blobDataOwner', on: 'container', name: inbox }
    // The vault holds this app's secrets and nothing else, and a secret that is not there yet cannot be given a role.
    { role: 'keyVaultSecretsUser', on: 'vault' }
    { role: 'metricsPublisher', on: 'insights' }
  ]
  each('blobDataContributor', 'container', filter(containers, container => container != inbox))
  each('tableDataContributor', 'table', tables)
  each('queueDataContributor', 'storageQueue', poisonQueues)
  each('serviceBusDataReceiver', 'queue', prompt)
  each('serviceBusDataSender', 'queue', prompt)
  each('serviceBusDataOwner', 'queue', scheduled)
])

@export()
@description('What it needs beside when it sends mail through Communication Services.')
var ofMail grant[] = [{ role: 'communicationAndEmailServiceOwner', on: 'mail' }]

@export()
@description('Somebody who has a duty. An empty id is nobody.')
type principal = {
  @maxLength(36)
  id: string
  type: 'User' | 'Group' | 'ServicePrincipal'
}

@export()
@description('Who has which duty.')
type holders = {
  @description('Upload reports and follow what becomes of them.')
  uploaders: principal[]?
  @description('Accept, withdraw and replay reports and notifications.')
  operators: principal[]?
  @description('Keep the policy: what is reported, to whom, and what is excepted.')
  policyKeepers: principal[]?
  @description('Read evidence and the state of accounts.')
  evidenceReaders: principal[]?
  @description('Set the secrets of channels.')
  secretOfficers: principal[]?
  @description('Deploy, and upload the smoke report.')
  deployers: principal[]?
}

// Blobs below this path and no others. A list of blobs has no path, so there is none either.
var actions = map(
  ['read', 'write', 'delete', 'add/action'],
  action => '!(ActionMatches{\'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/${action}\'})'
)
func below(path string) string =>
  '((${join(actions, ' AND ')}) OR (@Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs:path] StringStartsWith \'${path}\'))'

@export()
@description('What each duty needs. Keys are off, so without a role even the owner of the subscription sees no blob.')
var ofDuties = {
  uploaders: [
    { role: 'blobDataContributor', on: 'container', name: inbox }
    { role: 'blobDataReader', on: 'container', name: 'rejected' }
    { role: 'tableDataReader', on: 'table', name: 'Reports' }
    // `credfunctions upload --wait` ends when the notifications are sent.
    { role: 'tableDataReader', on: 'table', name: 'Notifications' }
  ]
  operators: [
    // `replay` returns a rejected report, and `withdraw` looks for the file of the report before.
    { role: 'blobDataContributor', on: 'container', name: inbox }
    { role: 'blobDataReader', on: 'container', name: 'rejected' }
    { role: 'blobDataReader', on: 'container', name: 'config' }
    { role: 'tableDataReader', on: 'table', name: 'Accounts' }
    { role: 'tableDataContributor', on: 'table', name: 'Reports' }
    { role: 'tableDataContributor', on: 'table', name: 'Notifications' }
  ]
  policyKeepers: [{ role: 'blobDataContributor', on: 'container', name: 'config' }]
  evidenceReaders: [
    { role: 'blobDataReader', on: 'container', name: 'evidence' }
    { role: 'blobDataReader', on: 'container', name: 'evidence-index' }
    { role: 'tableDataReader', on: 'table', name: 'Accounts' }
    { role: 'tableDataReader', on: 'table', name: 'Reports' }
  ]
  secretOfficers: [{ role: 'keyVaultSecretsOfficer', on: 'vault' }]
  deployers: [
    { role: 'blobDataContributor', on: 'container', name: inbox, condition: below('smoke-test/') }
    // The hooks compare the settings that the policy names with the app's, and the names of the vault's secrets with both.
    { role: 'blobDataReader', on: 'container', name: 'config', condition: below('policy.json') }
    { role: 'keyVaultReader', on: 'vault' }
    // The smoke test waits until its report is complete and its notifications are sent.
    { role: 'tableDataReader', on: 'table', name: 'Reports' }
    { role: 'tableDataReader', on: 'table', name: 'Notifications' }
  ]
}
