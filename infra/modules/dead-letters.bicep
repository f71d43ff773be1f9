// A message that failed unexpectedly ten times, cannot be read, was tried for two days, or was not received for two weeks. Each
// queue has an alert, since the remedy differs.

import { queues } from 'contract.bicep'
import { place } from 'names.bicep'

param at place

// In the order of the queues.
var whatToDo = {
  reports: 'A report was not started or not resumed. Look up the exception of IngestReport in Application Insights. The hourly sweep resumes the report: once the cause is fixed, delete the dead letters.'
  'account-findings': 'Some accounts of a report are not recorded, so it will end as incomplete, with their number. Look up the exception of RecordAccounts in Application Insights. Once the cause is fixed, upload the same report again: it goes on where it stopped. Then delete the dead letters.'
  'report-completions': 'A report is recorded but not completed, so nobody was notified of it. Look up the exception of CompleteReport in Application Insights. The hourly sweep resumes it: once the cause is fixed, delete the dead letters.'
  notifications: 'A notification was not delivered. Look up the exception of DeliverNotification in Application Insights. The notification is still pending in the table Notifications and the hourly sweep sends it again: once the cause is fixed, delete the dead letters.'
}

resource serviceBus 'Microsoft.ServiceBus/namespaces@2026-01-01' existing = {
  name: at.names.serviceBus
}

resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' existing = {
  name: at.names.actionGroup
}

resource alert 'Microsoft.Insights/metricAlerts@2026-01-01' = [
  for queue in queues: {
    name: 'dead letters in ${queue.name} ${at.names.token}'
    location: 'global'
    tags: at.tags
    properties: {
      description: whatToDo[queue.name]
      severity: 1
      enabled: true
      scopes: [serviceBus.id]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT5M'
      autoMitigate: true
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            criterionType: 'StaticThresholdCriterion'
            name: 'dead letters'
            metricNamespace: 'Microsoft.ServiceBus/namespaces'
            metricName: 'DeadletteredMessages'
            dimensions: [{ name: 'EntityName', operator: 'Include', values: [queue.name] }]
            operator: 'GreaterThan'
            threshold: 0
            timeAggregation: 'Maximum'
          }
        ]
      }
      actions: [{ actionGroupId: actionGroup.id }]
    }
  }
]
