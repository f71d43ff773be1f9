// A message that failed unexpectedly ten times, cannot be read, was tried for two days, or was not received for two weeks. Each
// queue has an alert, since the remedy differs.

import { queues } from 'contract.bicep'
import { place } from 'names.bicep'

param at place

// In the order of the queues.
var whatToDo = {
  reports: 'A report was not started or not resumed. Read reason and description of the dead letter; for kept-failing the exception of ReportResumed in Application Insights. Fix the cause and delete the dead letters: the hourly sweep resumes the report.'
  'account-findings': 'Some accounts of a report are not recorded. It will end as incomplete, with their number. Read reason and description of the dead letter; for kept-failing the exception of AccountFindingsReceived in Application Insights. Fix the cause and delete the dead letters. If the report ended as incomplete: credfunctions replay REPORT.'
  'report-completions': 'A report may be recorded, and its notifications are not sent. Read reason and description of the dead letter; for kept-failing the exception of ReportCompletionDue in Application Insights. Fix the cause and delete the dead letters: the hourly sweep resumes the report.'
  notifications: 'A notification was not delivered. Read reason and description of the dead letter; for kept-failing the exception of NotificationDue in Application Insights. Fix the cause and delete the dead letters: the hourly sweep enqueues the notification again.'
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
