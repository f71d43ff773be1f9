// Alerts on the app's own telemetry. A query returns one row for each case, so that one does not hide another.

import { functions, poisonFunction } from 'contract.bicep'
import { place } from 'names.bicep'

param at place
param freshnessHours int
param retiredSources string[]

@description('An alert that reads logs: the column that distinguishes the rows, if there are several, and ISO 8601 durations.')
type logAlert = {
  name: string
  description: string
  @minValue(0)
  @maxValue(4)
  severity: int
  query: string
  by: string
  window: string
  every: string
}

// A run of a function is a request of the host, a dependency within the process called "function NAME" of the worker, or both.
var runs = '''
union isfuzzy=true AppRequests, (AppDependencies | where DependencyType == 'InProc')
| extend Function = replace_string(Name, 'function ', '')
| where Function in ('FUNCTIONS')
'''

var runsOfFunctions = replace(runs, 'FUNCTIONS', join(functions, '\', \''))

var alerts logAlert[] = [
  {
    name: 'poison reports'
    description: 'The trigger failed five times on an upload. The report is enqueued again five minutes later, which may have succeeded. Check with credfunctions history SOURCE whether it is complete. If not, read the exception of ReportUploaded in Application Insights.'
    severity: 1
    query: '${replace(runs, 'FUNCTIONS', poisonFunction)}| summarize by Function\n'
    by: ''
    window: 'PT15M'
    every: 'PT15M'
  }
  {
    name: 'failed functions'
    description: 'A function failed unexpectedly three times or more within an hour. Messages are delivered again up to ten times, so it may have recovered. Open Failures in Application Insights, by function, and read the exception. Messages that keep failing become dead letters.'
    severity: 2
    query: '${runsOfFunctions}| where Success == false\n| summarize failures = sum(ItemCount) by Function, Type\n| summarize failures = max(failures) by Function\n| where failures >= 3\n'
    by: 'Function'
    window: 'PT1H'
    every: 'PT15M'
  }
  {
    name: 'no report within the freshness time'
    description: 'The last report of a source is older than the deployment\'s freshnessHours, so silence about the source means nothing. Export the user credential report in the console of Tencent Cloud and upload it: credfunctions upload FILE. If reports do arrive, look for held, rejected or incomplete ones with credfunctions history SOURCE. If none is expected any more, name the source in retiredSources.'
    severity: 2
    query: replace(
      replace(
        '''
AppMetrics
| where Name == 'credfunctions.report.age'
| extend Age = coalesce(Max, Sum)
| summarize arg_max(TimeGenerated, Age) by Source = tostring(Properties['source'])
| where Age > HOURS * 3600 and Source !in ('RETIRED')
''',
        'HOURS',
        string(freshnessHours)
      ),
      'RETIRED',
      join(retiredSources, '\', \'')
    )
    by: 'Source'
    window: 'PT6H'
    every: 'PT1H'
  }
  {
    name: 'undelivered notifications'
    description: 'A channel refused a notification for 24 hours, or its answer was lost, so it did not arrive or may not have. credfunctions status lists it with the reason. Fix the channel\'s setting or secret, then send it again: credfunctions replay NOTIFICATION.'
    severity: 1
    query: '''
AppMetrics
| where Name == 'credfunctions.notifications' and tostring(Properties['outcome']) in ('Failed', 'Unconfirmed')
| summarize failed = sum(Sum) by Channel = tostring(Properties['channel'])
| where failed > 0
'''
    by: 'Channel'
    window: 'PT1H'
    every: 'PT1H'
  }
  {
    name: 'no sweep'
    description: 'No sweep finished for three hours, so lost work is not found and silence means nothing. Check that the app is running and that the setting SweepSchedule is right, then read the exception of Sweep in Application Insights.'
    severity: 1
    query: '''
AppMetrics
| where Name == 'credfunctions.sweeps'
| summarize sweeps = countif(Sum > 0)
| where sweeps == 0
'''
    by: ''
    window: 'PT3H'
    every: 'PT1H'
  }
]

resource workspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  name: at.names.workspace
}

resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' existing = {
  name: at.names.actionGroup
}

resource alert 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for item in alerts: {
    // Alert rules of two environments in one resource group would replace each other.
    name: '${item.name} ${at.names.token}'
    location: at.location
    tags: at.tags
    kind: 'LogAlert'
    properties: {
      displayName: item.name
      description: item.description
      severity: item.severity
      enabled: true
      scopes: [workspace.id]
      evaluationFrequency: item.every
      windowSize: item.window
      autoMitigate: true
      // The tables are made by the first telemetry, which comes after this.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: item.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            dimensions: empty(item.by) ? [] : [{ name: item.by, operator: 'Include', values: ['*'] }]
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: [actionGroup.id] }
    }
  }
]
