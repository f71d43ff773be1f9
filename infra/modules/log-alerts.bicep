// What only the app's own telemetry tells. A query gives a row for each thing to tell, so that one does not hide another.

@description('Name of the Log Analytics workspace.')
param workspaceName string

@description('Name of the action group that is called.')
param actionGroupName string

@description('Region.')
param location string

@description('Tags.')
param tags { *: string }

@description('Hours after which a source without a completed report is alarmed.')
@minValue(1)
@maxValue(8760)
param freshnessHours int

@description('How one alert is told apart.')
type logAlert = {
  name: string
  description: string
  @minValue(0)
  @maxValue(4)
  severity: int
  query: string
  @description('Column that tells the rows apart; empty where there is one row only.')
  by: string
  @description('ISO 8601 duration that the query looks back over.')
  window: string
  @description('ISO 8601 duration between two looks.')
  every: string
}

var alerts logAlert[] = [
  {
    name: 'poison reports'
    description: 'The trigger failed five times on an uploaded file, so the report was not even registered. Look up the exception of ReportUploaded in Application Insights. The hourly sweep finds the file by itself as soon as the cause is mended; a file that is no report is rejected then, with the reason.'
    severity: 1
    query: '''
      AppRequests
      | where Name == 'ReportPoisoned'
      | summarize count()
      | where count_ > 0
    '''
    by: ''
    window: 'PT15M'
    every: 'PT15M'
  }
  {
    name: 'failed functions'
    description: 'A function threw something unexpected three times or more within an hour. Open Failures in Application Insights and read the exception. Messages are delivered again up to ten times, so it may have healed; if it goes on, dead letters follow.'
    severity: 2
    query: '''
      AppRequests
      | where Success == false
      | summarize failures = count() by Name
      | where failures >= 3
    '''
    by: 'Name'
    window: 'PT1H'
    every: 'PT15M'
  }
  {
    name: 'no report within the freshness time'
    description: 'A source had no completed report for longer than the deployment\'s freshnessHours. Nothing is known of its accounts since then. Export the user credential report in the console of Tencent Cloud and upload it below the source\'s folder. If reports do arrive, look for held, rejected or incomplete ones: credfunctions history SOURCE.'
    severity: 2
    query: replace(
      '''
      AppMetrics
      | where Name == 'credfunctions.report.age'
      | summarize arg_max(TimeGenerated, Max) by Source = tostring(Properties['source'])
      | where Max > HOURS * 3600
    ''',
      'HOURS',
      string(freshnessHours)
    )
    by: 'Source'
    window: 'PT6H'
    every: 'PT1H'
  }
  {
    name: 'undelivered notifications'
    description: 'A channel refused a notification for 24 hours, so somebody was not told. See which channel and why in the workbook or in the table Notifications, mend its setting or secret, then send it again: credfunctions replay NOTIFICATION.'
    severity: 1
    query: '''
      AppMetrics
      | where Name == 'credfunctions.notifications' and tostring(Properties['outcome']) == 'Failed'
      | summarize failed = sum(Sum) by Channel = tostring(Properties['channel'])
      | where failed > 0
    '''
    by: 'Channel'
    window: 'PT1H'
    every: 'PT1H'
  }
  {
    name: 'no sweep'
    description: 'The hourly sweep did not run for three hours. It is what finds lost reports, so silence means nothing until it runs again. Check that the app is running and that the setting SweepSchedule is what it should be, then read the host\'s log.'
    severity: 1
    query: '''
      AppRequests
      | where Name == 'SweepReports' and Success == true
      | summarize sweeps = count()
      | where sweeps == 0
    '''
    by: ''
    window: 'PT3H'
    every: 'PT1H'
  }
]

resource workspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  name: workspaceName
}

resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' existing = {
  name: actionGroupName
}

resource alert 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for item in alerts: {
    name: item.name
    location: location
    tags: tags
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
