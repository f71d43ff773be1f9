// The queues between the steps. The store is the truth and a message a hint, so nothing here has to be perfect,
// but a message that cannot be processed has to be seen.

import { queues } from 'contract.bicep'
import { place } from 'names.bicep'

param at place

resource namespace 'Microsoft.ServiceBus/namespaces@2026-01-01' = {
  name: at.names.serviceBus
  location: at.location
  tags: at.tags
  // Basic has neither sessions nor duplicate detection; Premium is for more than 1,000 operations a second.
  sku: { name: 'Standard', tier: 'Standard' }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: 'Enabled'
  }

  resource queue 'queues' = [
    for queue in queues: {
      name: queue.name
      properties: {
        requiresSession: queue.sessions
        // Saves work when a step runs twice within minutes. Shorter than the sweep's hour: what the sweep sends again on
        // purpose must get through.
        requiresDuplicateDetection: true
        duplicateDetectionHistoryTimeWindow: 'PT10M'
        // The longest there is. The trigger renews it while a handler works; after a crash the message is back in 5 minutes.
        lockDuration: 'PT5M'
        // The app counts unexpected failures and gives up on the tenth. This is for messages of which no copy can be sent: they come
        // again when their lock ends, so that it takes more than a day until they are dead-lettered.
        maxDeliveryCount: 400
        // Longer than any retry. A message that was not received for two weeks is an incident, so it is dead-lettered, not dropped.
        defaultMessageTimeToLive: 'P14D'
        deadLetteringOnMessageExpiration: true
        maxSizeInMegabytes: queue.megabytes
        // Partitions would give up the order within a session.
        enablePartitioning: false
        enableBatchedOperations: true
      }
    }
  ]
}
