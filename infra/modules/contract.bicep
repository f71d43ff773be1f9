// What the code and its infrastructure have to agree on. The tests compare these names with the code, both ways.

// Sessions: its messages belong to them. Scheduled: most of its messages wait for a later time, so the platform has to read how many
// are due. Megabytes: the most that may wait, a quota that costs nothing.
type queue = { name: string, sessions: bool, scheduled: bool, megabytes: int }

@export()
@description('The queues of the pipeline.')
var queues queue[] = [
  { name: 'reports', sessions: false, scheduled: false, megabytes: 1024 }
  // A message is at most 200 KiB and there is one for 100 accounts: a million accounts are 10,000 messages, at worst 2 GB.
  { name: 'account-findings', sessions: false, scheduled: false, megabytes: 5120 }
  { name: 'report-completions', sessions: false, scheduled: false, megabytes: 1024 }
  // A session a channel: one receiver at a time, in order, at the rate that the channel bears. While a channel is down, its
  // notifications are retried for a day.
  { name: 'notifications', sessions: true, scheduled: true, megabytes: 1024 }
]

@export()
@description('The container that reports are uploaded to.')
var inbox = 'reports'

@export()
@description('The containers of the account that holds the reports.')
var containers = [inbox, 'rejected', 'evidence', 'evidence-index', 'config']

@export()
@description('The tables of the account that holds the reports.')
var tables = ['Accounts', 'Reports', 'Notifications']

@export()
@description('The storage queue on which a report lands that its trigger failed on five times, and the one behind it.')
var poisonQueues = [
  'webjobs-blobtrigger-poison'
  // Where the extension puts what even the function for the first one failed on five times.
  'webjobs-blobtrigger-poison-poison'
]

@export()
@description('The function that the blob extension calls when a report arrives.')
var uploadFunction = 'ReportUploaded'

@export()
@description('The function that takes what lands on the poison queue.')
var poisonFunction = 'ReportPoisoned'

@export()
@description('All functions of the app.')
var functions = [
  uploadFunction
  poisonFunction
  ...['ReportResumed', 'AccountFindingsReceived', 'ReportCompletionDue', 'NotificationDue', 'Sweep']
]

@export()
@description('The host account: what the platform itself needs there.')
var hostContainers = {
  package: 'app-package'
  undeliveredEvents: 'undelivered-events'
}
